package io.smg.server.admin;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.smg.server.worker.Backend;
import io.smg.server.worker.Sources;
import io.smg.server.worker.WorkerRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Good while a request could be served: a worker is ready, and the gateway is not about to stop.
 *
 * @param registry all workers
 * @param stopping whether the gateway has been told to stop
 */
record Readiness(WorkerRegistry registry, BooleanSupplier stopping) implements HealthCheck {

    static final String HEALTHY = "healthy_workers";
    static final String TOTAL = "total_workers";
    static final String REASON = "reason";

    static final String STALE = "stale_sources";

    @Override
    public HealthCheckType type() {
        return HealthCheckType.READINESS;
    }

    @Override
    public String name() {
        return "workers";
    }

    @Override
    public HealthCheckResponse call() {
        List<Backend> workers = registry.workers();
        long healthy = workers.stream().filter(Backend::isReady).count();
        String reason = reason(workers.size(), healthy);
        return HealthCheckResponse.builder()
                .status(reason.isEmpty())
                .detail(HEALTHY, healthy)
                .detail(TOTAL, workers.size())
                .detail(REASON, reason)
                .detail(STALE, String.join(",", staleSources()))
                .build();
    }

    /** Why no request can be served; empty if one can. */
    private String reason(int known, long healthy) {
        if (stopping.getAsBoolean()) {
            return "draining";
        }
        if (healthy > 0) {
            return "";
        }
        return silentSource().orElseGet(() -> known == 0 ? "no workers are known" : "no worker is ready");
    }

    private Optional<String> silentSource() {
        return registry.sources().states().stream()
                .filter(state -> state.age().isEmpty())
                .findFirst()
                .map(state -> "no list of workers from " + state.source() + " yet");
    }

    /** The sources that don't see what goes on now, which is no reason to get no requests. */
    List<String> staleSources() {
        return registry.sources().states().stream()
                .filter(state -> !state.isCurrent())
                .map(Sources.State::source)
                .toList();
    }
}
