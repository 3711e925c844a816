package io.smg.server.exchange;

/** Answers requests. Implementations are thread-safe. */
@FunctionalInterface
public interface CallHandler {

    /**
     * Answers one request, on its connection's thread.
     *
     * @param client who asks, and for what
     * @param answer begun and finished when this returns
     * @throws GatewayException to answer with an error instead; only while the answer has not begun
     */
    void handle(Client client, ClientAnswer answer);
}
