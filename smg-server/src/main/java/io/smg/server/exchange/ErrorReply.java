package io.smg.server.exchange;

import io.smg.server.http1.Field;
import io.smg.server.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * An error as a client sees it: the one place that turns a failure into the API's error JSON. Messages are safe for
 * clients: no worker's address, no key, nothing of a body.
 *
 * @param status the HTTP status
 * @param code what programs match on, also sent as {@code X-SMG-Error-Code}
 * @param message what people read
 * @param fields what else the answer's head carries, such as {@code Retry-After}
 */
public record ErrorReply(int status, String code, String message, List<Field> fields) {

    /** The code's own header. */
    public static final String CODE_HEADER = "X-SMG-Error-Code";

    private static final Field RETRY_SOON = new Field("Retry-After", "1");

    /** An error without further header fields. */
    public ErrorReply(int status, String code, String message) {
        this(status, code, message, List.of());
    }

    /** The body does not parse, or can be read in two ways. */
    public static ErrorReply invalidJson(String message) {
        return new ErrorReply(400, "invalid_json", message);
    }

    /** The key is missing or wrong; clients match on the words. */
    public static ErrorReply invalidApiKey() {
        return new ErrorReply(
                401, "invalid_api_key", "Incorrect API key provided", List.of(new Field("WWW-Authenticate", "Bearer")));
    }

    /** The route changes the gateway, and nobody but this machine may do that without a key. */
    public static ErrorReply forbidden() {
        return new ErrorReply(
                403, "forbidden", "Without --api-key this is allowed from the gateway's own machine only");
    }

    /** No worker knows the model. */
    public static ErrorReply modelNotFound(String model) {
        return new ErrorReply(404, "model_not_found", "No worker serves the model '" + Excerpt.of(model) + "'");
    }

    /** There is nothing at the path. */
    public static ErrorReply notFound() {
        return new ErrorReply(404, "not_found", "There is nothing at this path");
    }

    /** The path is there, but not for this method. */
    public static ErrorReply methodNotAllowed(String allow) {
        return new ErrorReply(
                405, "method_not_allowed", "The method is not allowed here", List.of(new Field("Allow", allow)));
    }

    /** The body is larger than the gateway takes. */
    public static ErrorReply payloadTooLarge() {
        return new ErrorReply(413, "payload_too_large", "The request body is larger than this gateway accepts");
    }

    /** Something in the gateway went wrong. */
    public static ErrorReply internal() {
        return new ErrorReply(500, "internal_error", "The gateway failed on this request");
    }

    /** No worker could be reached, or none gave an answer. */
    public static ErrorReply upstreamUnreachable() {
        return new ErrorReply(502, "upstream_unreachable", "The request could not be delivered to a worker");
    }

    /** A worker's answer was no HTTP. */
    public static ErrorReply upstreamMalformed() {
        return new ErrorReply(502, "upstream_malformed", "A worker gave an answer that is not HTTP");
    }

    /** A worker broke off in the middle of its answer. */
    public static ErrorReply upstreamBroken() {
        return new ErrorReply(502, "upstream_broken", "The worker broke off in the middle of its answer");
    }

    /** A worker fell silent in the middle of its answer. */
    public static ErrorReply upstreamSilent() {
        return new ErrorReply(504, "upstream_timeout", "The worker fell silent in the middle of its answer");
    }

    /** As many requests wait to be let in as may wait. */
    public static ErrorReply queueFull() {
        return new ErrorReply(429, "queue_full", "Too many requests are waiting; try again later", List.of(RETRY_SOON));
    }

    /** The request has waited to be let in for as long as one may. */
    public static ErrorReply queueTimeout() {
        return new ErrorReply(
                408, "queue_timeout", "The request waited too long to be let in; try again later", List.of(RETRY_SOON));
    }

    /** The bodies of all requests together take as much memory as they may. */
    public static ErrorReply overloaded() {
        return new ErrorReply(
                503, "overloaded", "The gateway holds as many request bodies as it can", List.of(RETRY_SOON));
    }

    /** Workers serve the model, but none of them can take a request now. */
    public static ErrorReply noAvailableWorkers() {
        return new ErrorReply(
                503, "no_available_workers", "No worker is available for this request now", List.of(RETRY_SOON));
    }

    /** A worker took the request and stayed silent. */
    public static ErrorReply upstreamTimeout() {
        return new ErrorReply(504, "upstream_timeout", "The worker did not answer in time");
    }

    /** The body in the shape of the client's API. */
    public byte[] body(ApiShape shape) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = Json.generator(out)) {
            switch (shape) {
                case OPENAI -> writeOpenAi(json);
                case ANTHROPIC -> writeAnthropic(json);
            }
        }
        return out.toByteArray();
    }

    /** The error as one event of a stream, which is what a client sees when its answer has begun already. */
    public byte[] event(ApiShape shape) {
        String name =
                switch (shape) {
                    case OPENAI -> "";
                    case ANTHROPIC -> "event: error\n";
                };
        return (name + "data: " + text(shape) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** As {@link #body}, as text. */
    public String text(ApiShape shape) {
        return new String(body(shape), StandardCharsets.UTF_8);
    }

    private void writeOpenAi(JsonGenerator json) {
        json.writeStartObject();
        json.writeName("error");
        json.writeStartObject();
        json.writeStringProperty("message", message);
        json.writeStringProperty("type", openAiType());
        json.writeNullProperty("param");
        json.writeStringProperty("code", code);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeAnthropic(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("type", "error");
        json.writeName("error");
        json.writeStartObject();
        json.writeStringProperty("type", anthropicType());
        json.writeStringProperty("message", message);
        json.writeEndObject();
        json.writeEndObject();
    }

    private String openAiType() {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }

    private String anthropicType() {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503 -> "overloaded_error";
            case 504 -> "timeout_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }
}
