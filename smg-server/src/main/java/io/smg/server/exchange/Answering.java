package io.smg.server.exchange;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.smg.server.observe.RequestObserver;

/**
 * What surrounds the handling of every request: one answer whatever happens, and a connection that is closed when it
 * was said to be.
 *
 * @param handler what is surrounded
 * @param observer is told of what happens to the request
 */
public record Answering(CallHandler handler, RequestObserver observer) implements Handler {

    private static final System.Logger LOG = System.getLogger(Answering.class.getName());

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        ClientAnswer answer = response.sink(ClientAnswer.TYPE);
        answer.record().observedBy(observer);
        answer.client().head().fields().first("traceparent").ifPresent(answer.record()::traced);
        try {
            answer(request, answer);
        } catch (ClientGoneException | ServerConnectionException | DataReader.InsufficientDataAvailableException e) {
            answer.record().clientGone();
            throw new CloseConnectionException("the client has left", e);
        } finally {
            answer.client().exchangeEnded();
            answer.record().end();
        }
        if (answer.closes()) {
            throw new CloseConnectionException("the answer was the connection's last");
        }
    }

    private void answer(ServerRequest request, ClientAnswer answer) {
        try {
            handler.handle(request, answer);
        } catch (GatewayException e) {
            fail(answer, e.reply());
        } catch (RequestException e) {
            answer.endConnection();
            fail(answer, refusal(e));
        } catch (ClientGoneException | CloseConnectionException | DataReader.InsufficientDataAvailableException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "request " + answer.client().requestId() + " failed", e);
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

    /** A body that the listener refused while it was being read. */
    private static ErrorReply refusal(RequestException e) {
        return e.status().code() == 413
                ? ErrorReply.payloadTooLarge()
                : new ErrorReply(e.status().code(), "bad_request", String.valueOf(e.getMessage()));
    }
}
