package io.smg.server.config;

import java.time.Duration;

/**
 * How the gateway finds out whether a worker is well.
 *
 * @param mode whether workers are probed
 * @param interval the time from one probe of a worker to the next
 * @param timeout how long a probe may take
 * @param path the path that is asked for, below the worker's base path
 * @param failureThreshold how many probes must fail in a row before a worker gets no more requests
 * @param successThreshold how many must then succeed in a row before it gets some again
 */
public record HealthConfig(
        Mode mode, Duration interval, Duration timeout, String path, int failureThreshold, int successThreshold) {

    /** Whether workers are probed at all. */
    public enum Mode {
        /** A worker is a candidate while its probes succeed. */
        PROBED,
        /** Every worker is taken for well. */
        ASSUMED
    }

    /** Checks the parts. */
    public HealthConfig {
        if (!interval.isPositive() || !timeout.isPositive()) {
            throw new IllegalArgumentException("not an interval and a timeout: " + interval + ", " + timeout);
        }
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("not a path: " + path);
        }
        if (failureThreshold < 1 || successThreshold < 1) {
            throw new IllegalArgumentException("not thresholds: " + failureThreshold + ", " + successThreshold);
        }
    }
}
