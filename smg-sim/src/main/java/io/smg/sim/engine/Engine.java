package io.smg.sim.engine;

import io.smg.sim.http.Handler;
import io.smg.sim.http.HttpReply;
import io.smg.sim.http.HttpRequest;
import io.smg.sim.http.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

/** A simulated engine that listens on a port of its own. */
public final class Engine implements AutoCloseable {

    private static final Handler NOT_FOUND = (request, reply) ->
            reply.json(404, Json.error(404, "there is no " + request.method() + " " + request.path()));

    private final Map<String, Dialect> dialects = Map.of(
            "/v1/chat/completions", OpenAi.CHAT,
            "/v1/completions", OpenAi.TEXT,
            "/generate", new Sglang(),
            "/v1/messages", new Anthropic(),
            "/v1/embeddings", new Embeddings());
    private final SeenRequests seen = new SeenRequests();
    private final Inference inference;
    private final Map<String, Handler> others;
    private final HttpServer server;

    /**
     * Starts an engine.
     *
     * @param address where it listens; port 0 is any free one
     * @param config what it is like
     * @param ids the identifiers of requests, shared by all engines among which a repetition is to be noticed
     * @throws IOException if it can't listen there
     */
    public Engine(InetSocketAddress address, EngineConfig config, RequestIds ids) throws IOException {
        Scheduler scheduler = new Scheduler(config.maxRunning(), config.maxQueue());
        CacheUse cache = new CacheUse(new PrefixCache(config.cacheBlocks()));
        Faults faults = new Faults();
        Stats stats = new Stats(ids);
        this.inference = new Inference(config, scheduler, cache, faults, stats);
        this.others = Routes.joined(
                new EngineRoutes(config, scheduler, cache).routes(), new SimRoutes(seen, stats, faults).routes());
        this.server = HttpServer.start(address, this::handle);
    }

    /** Where it listens. */
    public URI url() {
        return server.url();
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** Stops at once. */
    @Override
    public void close() throws IOException {
        server.close();
    }

    private void handle(HttpRequest request, HttpReply reply) throws IOException {
        String route = request.method() + " " + request.path();
        if (!request.path().startsWith("/sim/")) {
            seen.add(request);
        }
        Dialect dialect = dialects.get(request.path());
        if (dialect != null && request.method().equals("POST")) {
            inference.handle(request, reply, dialect);
        } else {
            others.getOrDefault(route, NOT_FOUND).handle(request, reply);
        }
    }
}
