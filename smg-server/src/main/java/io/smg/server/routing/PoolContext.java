package io.smg.server.routing;

import io.smg.api.PolicyContext;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * What the gateway lends to a policy: the clock of the machine, and each thread's own randomness.
 *
 * @param model the pool's model, empty for requests that name none
 * @param options what was given with {@code --policy-option}
 */
record PoolContext(String model, Map<String, String> options) implements PolicyContext {

    private static final RandomGenerator RANDOM =
            () -> ThreadLocalRandom.current().nextLong();

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public RandomGenerator random() {
        return RANDOM;
    }
}
