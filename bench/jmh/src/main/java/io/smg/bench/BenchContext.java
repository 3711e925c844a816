package io.smg.bench;

import io.smg.api.PolicyContext;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** What the gateway lends to a policy that has no options. */
record BenchContext() implements PolicyContext {

    @Override
    public String model() {
        return "model";
    }

    @Override
    public Map<String, String> options() {
        return Map.of();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public RandomGenerator random() {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return ThreadLocalRandom.current().nextLong();
            }

            @Override
            public int nextInt(int bound) {
                return ThreadLocalRandom.current().nextInt(bound);
            }
        };
    }
}
