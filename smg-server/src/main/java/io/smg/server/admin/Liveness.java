package io.smg.server.admin;

import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;

/** Good while the process runs: whoever is asked answers. */
record Liveness() implements HealthCheck {

    @Override
    public HealthCheckType type() {
        return HealthCheckType.LIVENESS;
    }

    @Override
    public String name() {
        return "process";
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.builder().status(true).build();
    }
}
