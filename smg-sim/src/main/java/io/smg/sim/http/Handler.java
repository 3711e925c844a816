package io.smg.sim.http;

import java.io.IOException;

/** What a server does with a request. */
@FunctionalInterface
public interface Handler {

    /**
     * Answers a request.
     *
     * @param request what was asked
     * @param reply where the answer goes
     * @throws IOException ends the connection: the client is gone, or the answer is broken off on purpose
     */
    void handle(HttpRequest request, HttpReply reply) throws IOException;
}
