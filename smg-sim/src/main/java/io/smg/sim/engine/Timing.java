package io.smg.sim.engine;

import java.time.Duration;

/**
 * How long an engine's work takes. It knows no clock.
 *
 * @param prefillStart what each prefill costs at least
 * @param prefillRate tokens a second that are prefilled beyond that; 0 prefills at once
 * @param token what a step of decoding, a token of each running request, takes at least
 * @param batch what each running request adds to a step
 */
public record Timing(Duration prefillStart, double prefillRate, Duration token, Duration batch) {

    private static final double NANOS_OF_SECOND = 1e9;

    /** The timing of an engine of middling size. */
    public static final Timing DEFAULT =
            new Timing(Duration.ofMillis(20), 8000, Duration.ofMillis(12), Duration.ofNanos(400_000));

    /** The timing of an engine whose answers cost nothing. */
    public static final Timing NONE = new Timing(Duration.ZERO, 0, Duration.ZERO, Duration.ZERO);

    /** The nanoseconds that the prefill of as many tokens takes that are not in the cache. */
    public long prefillNanos(int uncachedTokens) {
        double rest = prefillRate == 0 ? 0 : uncachedTokens / prefillRate * NANOS_OF_SECOND;
        return prefillStart.toNanos() + Math.round(rest);
    }

    /** The nanoseconds that a step takes while as many requests are running. */
    public long stepNanos(int running) {
        return token.toNanos() + batch.toNanos() * running;
    }
}
