package io.smg.server.ingress;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.smg.server.exchange.ApiShape;
import io.smg.server.exchange.ErrorReply;
import io.smg.server.exchange.Excerpt;
import io.smg.server.observe.RequestObserver;
import io.smg.server.observe.RequestRecord;
import io.smg.server.observe.Sparingly;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives requests that never reached a handler their answer, in the shape that all errors have. Helidon gives no message
 * where it thinks that one says too much. Thread-safe.
 */
final class Refusals implements DirectHandler {

    private final RequestObserver observer;
    private final Sparingly log;

    /**
     * Makes the handler.
     *
     * @param observer told of each request that is refused
     * @param log told of some of them
     */
    Refusals(RequestObserver observer, Sparingly log) {
        this.observer = observer;
        this.log = log;
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType event,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        ErrorReply reply = reply(status.code(), Objects.requireNonNullElse(message, status.reasonPhrase()));
        observe(reply);
        log.log(reply.status(), () -> "refused a request with " + reply.status() + ": " + Excerpt.of(reply.message()));
        return TransportResponse.builder()
                .status(Status.create(reply.status(), status.reasonPhrase()))
                .headers(headers)
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .header(HeaderValues.create(HeaderNames.create(ErrorReply.CODE_HEADER), reply.code()))
                .entity(reply.text(ApiShape.OPENAI))
                .keepAlive(false)
                .build();
    }

    /** A request that was never understood has neither an id nor a method to be told by. */
    private void observe(ErrorReply reply) {
        RequestRecord record = new RequestRecord("", RequestRecord.OTHER);
        record.observedBy(observer);
        record.status(reply.status());
        record.error(reply.code());
        record.end();
    }

    private static ErrorReply reply(int status, String message) {
        return switch (status) {
            case 405 -> new ErrorReply(status, "method_not_allowed", message);
            case 413 -> ErrorReply.payloadTooLarge();
            case 414 -> new ErrorReply(status, "uri_too_long", message);
            case 431 -> new ErrorReply(status, "headers_too_large", message);
            case 501 -> new ErrorReply(status, "unsupported_transfer_encoding", message);
            case 505 -> new ErrorReply(status, "http_version_not_supported", message);
            default -> status < 500 ? new ErrorReply(status, "bad_request", message) : ErrorReply.internal();
        };
    }
}
