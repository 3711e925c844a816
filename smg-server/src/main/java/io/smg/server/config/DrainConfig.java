package io.smg.server.config;

import java.time.Duration;

/**
 * How the gateway ends, and how it lets go of a worker.
 *
 * @param settle how long new requests are still served after the gateway has been told to stop, so that whoever sends
 *     them can notice
 * @param grace how long all of it may take, the settling included, before running requests are cut
 */
public record DrainConfig(Duration settle, Duration grace) {

    /** Checks the parts. */
    public DrainConfig {
        if (settle.isNegative() || grace.isNegative()) {
            throw new IllegalArgumentException("a negative time: " + settle + ", " + grace);
        }
    }

    /** How long new requests are served: never longer than all may take. */
    public Duration effectiveSettle() {
        return settle.compareTo(grace) < 0 ? settle : grace;
    }
}
