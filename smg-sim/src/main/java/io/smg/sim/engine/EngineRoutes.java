package io.smg.sim.engine;

import io.smg.sim.http.Handler;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** What an engine tells of itself, under the names of vLLM and SGLang. */
final class EngineRoutes {

    private static final byte[] EMPTY = new byte[0];

    private final EngineConfig config;
    private final Scheduler scheduler;
    private final CacheUse cache;

    EngineRoutes(EngineConfig config, Scheduler scheduler, CacheUse cache) {
        this.config = config;
        this.scheduler = scheduler;
        this.cache = cache;
    }

    /** The handlers by method and path. */
    Map<String, Handler> routes() {
        return Map.of(
                "GET /v1/models", (_, reply) -> reply.json(200, Json.object(this::writeModels)),
                "GET /get_model_info", (_, reply) -> reply.json(200, Json.object(this::writeModel)),
                "GET /get_server_info", (_, reply) -> reply.json(200, Json.object(this::writeServer)),
                "GET /get_loads", (_, reply) -> reply.json(200, Json.object(this::writeLoads)),
                "GET /metrics", (_, reply) -> reply.send(200, "text/plain; version=0.0.4", metrics()),
                "POST /flush_cache",
                        (_, reply) -> {
                            cache.cache().clear();
                            reply.send(200, "text/plain", EMPTY);
                        });
    }

    private void writeModels(JsonGenerator json) {
        json.writeStringProperty("object", "list");
        json.writeArrayPropertyStart("data");
        json.writeStartObject();
        json.writeStringProperty("id", config.model());
        json.writeStringProperty("object", "model");
        json.writeNumberProperty("created", 0);
        json.writeStringProperty("owned_by", "smg-sim");
        json.writeStringProperty("root", config.model());
        json.writeEndObject();
        json.writeEndArray();
    }

    private void writeModel(JsonGenerator json) {
        json.writeStringProperty("model_path", config.model());
        json.writeStringProperty("served_model_name", config.model());
        json.writeBooleanProperty("is_generation", true);
    }

    private void writeServer(JsonGenerator json) {
        writeModel(json);
        json.writeNumberProperty("max_running_requests", config.maxRunning());
        json.writeNumberProperty("page_size", config.blockTokens());
        json.writeNumberProperty("max_total_num_tokens", (long) config.cacheBlocks() * config.blockTokens());
    }

    private void writeLoads(JsonGenerator json) {
        json.writeArrayPropertyStart("loads");
        json.writeStartObject();
        json.writeNumberProperty("dp_rank", 0);
        json.writeNumberProperty("num_running_reqs", scheduler.running());
        json.writeNumberProperty("num_waiting_reqs", scheduler.waiting());
        json.writeNumberProperty("token_usage", cache.cache().usage());
        json.writeEndObject();
        json.writeEndArray();
    }

    private byte[] metrics() {
        StringBuilder text = new StringBuilder();
        append(text, "vllm:num_requests_running", "gauge", scheduler.running());
        append(text, "vllm:num_requests_waiting", "gauge", scheduler.waiting());
        append(text, "vllm:kv_cache_usage_perc", "gauge", cache.cache().usage());
        append(text, "vllm:prefix_cache_queries_total", "counter", (double)
                cache.queried().sum());
        append(text, "vllm:prefix_cache_hits_total", "counter", (double)
                cache.hit().sum());
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void append(StringBuilder text, String name, String type, double value) {
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        text.append(name).append("{model_name=\"").append(config.model()).append("\"} ");
        text.append(value).append('\n');
    }
}
