package io.smg.server.exchange;

import io.smg.server.config.Secret;
import io.smg.server.http1.Field;
import io.smg.server.http1.FieldNames;
import io.smg.server.http1.Fields;
import io.smg.server.http1.RequestHead;
import io.smg.server.upstream.OutboundRequest;
import io.smg.server.worker.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Makes of a client's request the one that a worker gets: target and body as they are, the end-to-end fields, and what
 * the gateway says of the client. Immutable, hence thread-safe.
 */
final class OutboundRequests {

    /** What the gateway sets itself, or what is the connection's own business. */
    private static final FieldNames REPLACED = FieldNames.of(
            "host",
            "content-length",
            "expect",
            "x-request-id",
            "x-forwarded-for",
            "x-forwarded-proto",
            "x-forwarded-host",
            "x-helidon-cn");

    /** Where clients put their key. */
    private static final FieldNames KEYS = FieldNames.of("authorization", "x-api-key");

    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";
    private static final String HOST = "X-Forwarded-Host";

    private final boolean keysAreOurs;

    /**
     * Makes the rule.
     *
     * @param keysAreOurs whether the gateway itself asks for a key, so that a client's key must not go on
     */
    OutboundRequests(boolean keysAreOurs) {
        this.keysAreOurs = keysAreOurs;
    }

    /** The request as a worker gets it. */
    OutboundRequest of(InboundRequest request, Backend worker) {
        RequestHead head = request.head();
        boolean hasBody = head.fields().count("Content-Length") + head.fields().count("Transfer-Encoding") > 0;
        Fields fields = fields(request.client(), worker.apiKey());
        return new OutboundRequest(head.method(), head.target(), fields, request.body(), hasBody);
    }

    private Fields fields(Client client, Optional<Secret> workerKey) {
        Fields incoming = client.head().fields();
        boolean dropsKeys = keysAreOurs || workerKey.isPresent();
        List<Field> fields = new ArrayList<>(incoming.size() + 5);
        for (Field field : incoming.endToEnd()) {
            if (!REPLACED.contain(field.name()) && !(dropsKeys && KEYS.contain(field.name()))) {
                fields.add(field);
            }
        }
        workerKey.ifPresent(key -> fields.add(new Field("Authorization", "Bearer " + key.reveal())));
        fields.add(new Field("X-Request-Id", client.requestId()));
        addForwarded(client, fields);
        return Fields.of(fields);
    }

    /** Where the request came from: as the connection has it, or as a trusted proxy says, and the proxy itself. */
    private static void addForwarded(Client client, List<Field> fields) {
        Fields incoming = client.head().fields();
        Fields believed = client.isTrustedProxy() ? incoming : Fields.NONE;
        String chain = StreamSupport.stream(believed.spliterator(), false)
                .filter(field -> field.is(FOR))
                .map(field -> field.value() + ", ")
                .collect(Collectors.joining());
        fields.add(new Field(FOR, chain + client.address()));
        fields.add(new Field(PROTO, believed.first(PROTO).orElse(client.isSecure() ? "https" : "http")));
        fields.add(new Field(
                HOST, believed.first(HOST).or(() -> incoming.first("Host")).orElse("")));
    }
}
