package io.smg.server.upstream;

import java.time.Duration;

/**
 * The bounds of the connections to one worker.
 *
 * @param connectTimeout how long making a connection may take
 * @param idleLimit how long an idle connection may be reused; below the worker's own limit
 * @param maxIdle how many idle connections are kept
 * @param maxHeadBytes how large an answer's head may be
 * @param maxFields how many fields an answer's head may have
 * @param silenceLimit how long a worker may be silent within an answer's body; zero for no limit
 */
public record PoolSettings(
        Duration connectTimeout,
        Duration idleLimit,
        int maxIdle,
        int maxHeadBytes,
        int maxFields,
        Duration silenceLimit) {

    /** What holds unless something else is set. */
    public static final PoolSettings DEFAULTS =
            new PoolSettings(Duration.ofSeconds(2), Duration.ofSeconds(4), 256, 64 * 1024, 256, Duration.ZERO);

    /** These settings with another limit of silence. */
    public PoolSettings withSilenceLimit(Duration limit) {
        return new PoolSettings(connectTimeout, idleLimit, maxIdle, maxHeadBytes, maxFields, limit);
    }

    /** Bounds that make sense. */
    public PoolSettings {
        if (!connectTimeout.isPositive() || idleLimit.isNegative() || silenceLimit.isNegative()) {
            throw new IllegalArgumentException("a time limit below zero");
        }
        if (maxIdle < 0 || maxHeadBytes < 1 || maxFields < 1) {
            throw new IllegalArgumentException("a bound that lets nothing through");
        }
    }
}
