package io.smg.server.exchange;

import io.smg.server.admission.BodyMemory;
import io.smg.server.http1.Fields;
import io.smg.server.http1.RequestHead;
import java.util.Map;

/** Reads what a client sent: the whole body, once, and of it what routing needs. Immutable, hence thread-safe. */
final class RequestReader {

    private final Map<String, String> aliases;

    /**
     * Makes a reader.
     *
     * @param aliases models by the names that clients may use for them instead
     */
    RequestReader(Map<String, String> aliases) {
        this.aliases = Map.copyOf(aliases);
    }

    /**
     * Reads a request.
     *
     * @param memory what the body may take
     * @throws GatewayException if the body is not what the endpoint takes, or there is no memory for it
     */
    InboundRequest read(Client client, BodyMemory.Share memory) {
        RequestHead head = client.head();
        Endpoint endpoint = Endpoint.of(head.path());
        byte[] bytes = BodyReader.read(client, memory);
        return new InboundRequest(client, endpoint, resolve(endpoint, body(endpoint, head, bytes)));
    }

    private static RequestBody body(Endpoint endpoint, RequestHead head, byte[] bytes) {
        if (isEncoded(head.fields())) {
            return RequestBody.opaque(bytes);
        }
        return switch (endpoint.bodyKind()) {
            case JSON -> RequestBody.parse(bytes);
            case FORM -> FormBody.parse(head.fields(), bytes);
            case UNKNOWN -> isJson(head.fields()) ? leniently(bytes) : RequestBody.opaque(bytes);
        };
    }

    /** Where the body is the worker's business, the gateway reads it if it can and passes it on if it can't. */
    private static RequestBody leniently(byte[] bytes) {
        try {
            return RequestBody.parse(bytes);
        } catch (GatewayException e) {
            return RequestBody.opaque(bytes);
        }
    }

    /** An alias is replaced in a JSON body; a form goes on unchanged and is only routed by the model that is meant. */
    private RequestBody resolve(Endpoint endpoint, RequestBody body) {
        return body.model()
                .map(aliases::get)
                .map(model ->
                        endpoint.bodyKind() == Endpoint.BodyKind.FORM ? body.routedAs(model) : body.withModel(model))
                .orElse(body);
    }

    private static boolean isEncoded(Fields fields) {
        return fields.first("Content-Encoding")
                .filter(coding -> !coding.equalsIgnoreCase("identity"))
                .isPresent();
    }

    private static boolean isJson(Fields fields) {
        return fields.first("Content-Type")
                .filter(type -> type.regionMatches(true, 0, "application/json", 0, "application/json".length()))
                .isPresent();
    }
}
