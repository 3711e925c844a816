package io.smg.testkit;

import io.smg.api.PolicyContext;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * What a policy is lent in a test: randomness that repeats and a clock that stands still. Thread-safe.
 *
 * @param model the model of the policy's pool
 * @param options the policy options
 * @param clock the clock, which the test moves
 * @param random a generator that several threads may use
 */
public record FakeContext(String model, Map<String, String> options, FakeClock clock, RandomGenerator random)
        implements PolicyContext {

    /** Copies the options. */
    public FakeContext {
        options = Map.copyOf(options);
    }

    /** A context without model and options whose randomness follows from the seed. */
    public static FakeContext seeded(long seed) {
        return new FakeContext("", Map.of(), new FakeClock(), new Random(seed));
    }

    /** This context for a model. */
    public FakeContext withModel(String name) {
        return new FakeContext(name, options, clock, random);
    }

    /** This context with one more option. */
    public FakeContext withOption(String key, String value) {
        return new FakeContext(model, FakeRequest.with(options, key, value), clock, random);
    }

    @Override
    public long nanoTime() {
        return clock.getAsLong();
    }
}
