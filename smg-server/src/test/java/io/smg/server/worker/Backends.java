package io.smg.server.worker;

import io.smg.api.WorkerSpec;
import io.smg.server.config.BreakerConfig;
import java.net.URI;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Workers for tests, whose breakers open after two failures for 30 seconds. */
public final class Backends {

    private static final BreakerConfig BREAKER = new BreakerConfig(BreakerConfig.Mode.ON, 2, Duration.ofSeconds(30), 1);

    private Backends() {}

    /** A description of a worker of that name. */
    public static WorkerSpec spec(String name) {
        return WorkerSpec.of(URI.create("http://" + name + ".test:8000"));
    }

    /** A worker that is well. */
    public static Backend ready(String name, LongSupplier clock) {
        return of(spec(name), Backend.Health.READY, clock);
    }

    /** A worker that was not probed yet. */
    public static Backend pending(WorkerSpec spec, LongSupplier clock) {
        return of(spec, Backend.Health.PENDING, clock);
    }

    /** A worker of which its probes say that. */
    public static Backend of(WorkerSpec spec, Backend.Health health, LongSupplier clock) {
        return new Backend(spec, health, BREAKER, clock);
    }

    /** Opens a worker's breaker. */
    public static void fail(Backend worker) {
        for (int i = 0; i < BREAKER.failureThreshold(); i++) {
            try (Lease lease = worker.lease(0).orElseThrow()) {
                lease.failed();
            }
        }
    }

    /** Lets it be known which models a worker serves. */
    public static Backend serving(Backend worker, String... models) {
        worker.setCards(
                Stream.of(models).map(model -> new ModelCard(model, "{}")).toList());
        return worker;
    }

    /** Has a worker leave. */
    public static void drain(Backend worker) {
        worker.drain();
    }
}
