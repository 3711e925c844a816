package io.smg.server.ingress;

import io.smg.server.exchange.CallHandler;
import io.smg.server.exchange.Client;
import io.smg.server.exchange.ClientAnswer;
import io.smg.server.http1.Field;
import io.smg.server.http1.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells browsers which web pages may ask (the Fetch standard's CORS). Nobody else cares, and nothing is refused here: a
 * page that may not ask doesn't get to see the answer. Immutable, hence thread-safe.
 */
final class Cors implements CallHandler {

    private static final String ANY = "*";
    private static final Field FOR_AN_HOUR = new Field("Access-Control-Max-Age", "3600");
    private static final Field VARIES = new Field("Vary", "Origin");

    private final CallHandler handler;
    private final List<String> origins;
    private final boolean open;

    /**
     * Puts it before a handler.
     *
     * @param origins the pages that may ask; none for all
     */
    Cors(CallHandler handler, List<String> origins) {
        this.handler = handler;
        this.origins = origins;
        this.open = origins.isEmpty() || origins.contains(ANY);
    }

    @Override
    public void handle(Client client, ClientAnswer answer) {
        Fields asked = client.head().fields();
        Optional<String> origin = asked.first("Origin");
        if (origin.isEmpty()) {
            handler.handle(client, answer);
        } else if (isPreflight(client)) {
            answer.send(204, "No Content", Fields.of(preflight(asked, origin.get())), new byte[0]);
        } else {
            answer.always(simple(origin.get()));
            handler.handle(client, answer);
        }
    }

    private static boolean isPreflight(Client client) {
        return client.head().method().equals("OPTIONS")
                && client.head().fields().count("Access-Control-Request-Method") == 1;
    }

    private List<Field> preflight(Fields asked, String origin) {
        List<Field> fields = new ArrayList<>(allowed(origin));
        if (open || origins.contains(origin)) {
            fields.add(new Field(
                    "Access-Control-Allow-Methods",
                    open ? "GET, HEAD, POST, PUT, PATCH, DELETE" : "GET, POST, PATCH, DELETE, OPTIONS"));
            fields.add(new Field("Access-Control-Allow-Headers", headers(asked)));
            fields.add(FOR_AN_HOUR);
        }
        return fields;
    }

    /** A star would not stand for {@code Authorization}, so the names are said back. */
    private String headers(Fields asked) {
        return open
                ? asked.first("Access-Control-Request-Headers").orElse(ANY)
                : "content-type, authorization, x-api-key";
    }

    private List<Field> simple(String origin) {
        List<Field> fields = new ArrayList<>(allowed(origin));
        if (open || origins.contains(origin)) {
            fields.add(new Field("Access-Control-Expose-Headers", open ? ANY : "x-request-id"));
        }
        return fields;
    }

    private List<Field> allowed(String origin) {
        if (open) {
            return List.of(new Field("Access-Control-Allow-Origin", ANY));
        }
        return origins.contains(origin)
                ? List.of(new Field("Access-Control-Allow-Origin", origin), VARIES)
                : List.of(VARIES);
    }
}
