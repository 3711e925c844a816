package io.smg.replay;

import io.smg.api.PolicyContext;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * What the replay lends to a policy: the time of the trace, and randomness of a seed.
 *
 * @param options the policy's options
 * @param clock the present time in nanoseconds
 * @param random the source of randomness
 */
record VirtualContext(Map<String, String> options, AtomicLong clock, RandomGenerator random) implements PolicyContext {

    /** A trace names no model; all its requests are for the same. */
    static final String MODEL = "traced";

    /** Copies the options. */
    VirtualContext {
        options = Map.copyOf(options);
    }

    @Override
    public String model() {
        return MODEL;
    }

    @Override
    public long nanoTime() {
        return clock.get();
    }
}
