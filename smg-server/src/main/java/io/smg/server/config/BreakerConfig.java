package io.smg.server.config;

import java.time.Duration;

/**
 * When a worker is left alone because its answers fail.
 *
 * @param mode whether there are breakers at all
 * @param failureThreshold how many failures in a row open a breaker
 * @param timeout how long it stays open before a request may try the worker
 * @param successThreshold how many such requests must succeed in a row to close it
 */
public record BreakerConfig(Mode mode, int failureThreshold, Duration timeout, int successThreshold) {

    /** Whether there are breakers at all. */
    public enum Mode {
        /** Every worker has one. */
        ON,
        /** None ever opens. */
        OFF
    }

    /** Checks the parts. */
    public BreakerConfig {
        if (failureThreshold < 1 || successThreshold < 1) {
            throw new IllegalArgumentException("not thresholds: " + failureThreshold + ", " + successThreshold);
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("not a timeout: " + timeout);
        }
    }
}
