package io.smg.server.exchange;

import io.helidon.webserver.http.ServerRequest;

/** Answers requests. Implementations are thread-safe. */
@FunctionalInterface
public interface CallHandler {

    /**
     * Answers one request, on its connection's thread.
     *
     * @param request the request, whose body may be read once
     * @param answer begun and finished when this returns
     * @throws GatewayException to answer with an error instead; only while the answer has not begun
     */
    void handle(ServerRequest request, ClientAnswer answer);
}
