package io.smg.server.exchange;

import io.smg.server.observe.RequestObserver;

/**
 * What surrounds the handling of every request: one answer whatever happens, and a connection that is closed when it
 * was said to be.
 *
 * @param handler what is surrounded
 * @param observer is told of what happens to the request
 */
public record Answering(CallHandler handler, RequestObserver observer) {

    private static final System.Logger LOG = System.getLogger(Answering.class.getName());

    /**
     * Answers a client's request.
     *
     * @return whether the connection may be used for another one
     */
    public boolean answer(Client client) {
        ClientAnswer answer = begin(client);
        client.head().fields().first("traceparent").ifPresent(answer.record()::traced);
        try {
            answer(client, answer);
            return !answer.closes();
        } catch (ClientGoneException e) {
            answer.record().clientGone();
            return false;
        } finally {
            client.exchangeEnded();
            answer.record().end();
        }
    }

    /** Answers a request that could not be read; it is the connection's last. */
    public void refuse(Client client, ErrorReply reply) {
        ClientAnswer answer = begin(client);
        answer.endConnection();
        try {
            answer.send(reply);
        } catch (ClientGoneException e) {
            answer.record().clientGone();
        } finally {
            answer.record().end();
        }
    }

    private ClientAnswer begin(Client client) {
        ClientAnswer answer = new ClientAnswer(client);
        answer.record().observedBy(observer);
        return answer;
    }

    private void answer(Client client, ClientAnswer answer) {
        try {
            if (client.isBodyTooLarge()) {
                throw new GatewayException(ErrorReply.payloadTooLarge());
            }
            handler.handle(client, answer);
        } catch (GatewayException e) {
            fail(answer, e.reply());
        } catch (ClientGoneException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "request " + client.requestId() + " failed", e);
            fail(answer, ErrorReply.internal());
        }
    }

    /** An answer that has begun can't become another one, so its connection is cut. */
    private static void fail(ClientAnswer answer, ErrorReply reply) {
        if (answer.hasBegun()) {
            answer.endConnection();
            answer.record().broke(reply.code());
        } else {
            answer.send(reply);
        }
    }
}
