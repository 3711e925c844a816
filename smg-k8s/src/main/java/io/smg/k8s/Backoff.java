package io.smg.k8s;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt while a trouble lasts: a share of how long it has lasted, some of which is
 * left to chance. So pauses grow as the trouble does, up to a bound, and its end is noticed soon in proportion.
 */
final class Backoff {

    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final double LEAST_SHARE = 0.25;
    private static final double MOST_SHARE = 0.4;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The pause after so much trouble. */
    Duration pause(Duration trouble) {
        double share = random.nextDouble(LEAST_SHARE, MOST_SHARE);
        long nanos = (long) (trouble.toNanos() * share);
        // Many gateways that lose one API server in the same moment don't come back in the same moment.
        long shortest = (long) (SHORTEST.toNanos() * (share / MOST_SHARE));
        return Duration.ofNanos(Math.clamp(nanos, shortest, LONGEST.toNanos()));
    }
}
