package io.smg.server.ingress;

import io.smg.server.admin.EngineMetrics;
import io.smg.server.admin.FanOut;
import io.smg.server.admin.Models;
import io.smg.server.admin.Probes;
import io.smg.server.admin.Workers;
import io.smg.server.exchange.CallHandler;
import io.smg.server.exchange.Endpoint;

/**
 * The gateway's HTTP surface: who answers what, and what needs a key.
 *
 * @param exchange answers inference requests and whatever else goes to a worker
 * @param probes answer whoever asks how the gateway is
 * @param models answers with the models of all workers
 * @param workers lets an operator see and change the workers
 * @param fanOut asks all workers for an operator
 * @param engineMetrics answers with the metrics of all workers
 */
public record Surface(
        CallHandler exchange,
        Probes probes,
        Models models,
        Workers workers,
        FanOut fanOut,
        EngineMetrics engineMetrics) {

    Routes routes(ApiKeys keys) {
        Routes routes = new Routes();
        addOpen(routes);
        addInference(routes, keys);
        addAdmin(routes, keys);
        return routes;
    }

    private void addOpen(Routes routes) {
        routes.on("GET", "/health", probes::alive)
                .on("GET", "/liveness", probes::alive)
                .on("GET", "/readiness", probes::ready);
    }

    private void addInference(Routes routes, ApiKeys keys) {
        CallHandler inference = keys.guard(exchange);
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint != Endpoint.OTHER) {
                routes.on("POST", endpoint.path(), inference);
            }
        }
        routes.under(Endpoint.OTHER.path(), inference)
                .on("GET", "/v1/models", keys.guard(models::list))
                .on("GET", "/get_model_info", inference)
                .on("GET", "/get_server_info", inference)
                .on("GET", "/health_generate", inference);
    }

    private void addAdmin(Routes routes, ApiKeys keys) {
        routes.on("GET", Probes.DETAILS, keys.guardAdmin(probes::details))
                .on("POST", "/workers", keys.guardAdmin(workers::add))
                .on("GET", "/workers", keys.guardAdmin(workers::list))
                .onBelow("GET", Workers.PATH, keys.guardAdmin(workers::show))
                .onBelow("PATCH", Workers.PATH, keys.guardAdmin(workers::change))
                .onBelow("PUT", Workers.PATH, keys.guardAdmin(workers::replace))
                .onBelow("DELETE", Workers.PATH, keys.guardAdmin(workers::remove))
                .on("POST", "/flush_cache", keys.guardAdmin(fanOut::flushCache))
                .on("GET", "/get_loads", keys.guardAdmin(fanOut::loads))
                .on("GET", "/engine_metrics", keys.guardAdmin(engineMetrics::answer));
    }
}
