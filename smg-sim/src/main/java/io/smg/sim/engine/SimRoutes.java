package io.smg.sim.engine;

import io.smg.sim.http.Handler;
import io.smg.sim.http.HttpReply;
import io.smg.sim.http.HttpRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** What no real engine offers: what it has seen, what it is to do wrong, and how its health is. */
final class SimRoutes {

    private static final byte[] EMPTY = new byte[0];

    private final SeenRequests seen;
    private final Stats stats;
    private final Faults faults;
    private volatile Fault illness = Fault.NONE;

    SimRoutes(SeenRequests seen, Stats stats, Faults faults) {
        this.seen = seen;
        this.stats = stats;
        this.faults = faults;
    }

    /** The handlers by method and path. */
    Map<String, Handler> routes() {
        return Map.of(
                "GET /health", this::health,
                "GET /health_generate", this::health,
                "GET /sim/requests", (_, reply) -> reply.json(200, Json.text(seen::write)),
                "GET /sim/stats", (_, reply) -> reply.json(200, Json.object((JsonGenerator json) -> stats.write(json))),
                "POST /sim/reset", (_, reply) -> reset(reply),
                "POST /sim/fault", (request, reply) -> set(request, reply, faults::set),
                "POST /sim/health", (request, reply) -> set(request, reply, fault -> illness = fault));
    }

    private void health(HttpRequest request, HttpReply reply) throws IOException {
        Work work = new Work(reply::watch);
        if (!new FaultyReply(illness, reply, work).answers()) {
            reply.send(200, "text/plain", EMPTY);
        }
    }

    private void reset(HttpReply reply) throws IOException {
        seen.clear();
        stats.reset();
        reply.send(200, "text/plain", EMPTY);
    }

    private static void set(HttpRequest request, HttpReply reply, Consumer<Fault> target) throws IOException {
        String body = new String(request.body(), StandardCharsets.UTF_8);
        String text = body.isEmpty() ? URLDecoder.decode(request.query(), StandardCharsets.UTF_8) : body;
        try {
            target.accept(Fault.parse(text));
            reply.send(200, "text/plain", EMPTY);
        } catch (IllegalArgumentException e) {
            reply.json(400, Json.error(400, String.valueOf(e.getMessage())));
        }
    }
}
