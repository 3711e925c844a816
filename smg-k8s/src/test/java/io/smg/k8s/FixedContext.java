package io.smg.k8s;

import io.smg.api.DiscoveryContext;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Pods on port 7000. */
record FixedContext() implements DiscoveryContext {

    @Override
    public Map<String, String> selector() {
        return Map.of("app", "engine");
    }

    @Override
    public Optional<String> namespace() {
        return Optional.empty();
    }

    @Override
    public int port() {
        return 7000;
    }

    @Override
    public Optional<String> modelIdFrom() {
        return Optional.empty();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public RandomGenerator random() {
        return new SplittableRandom(1);
    }
}
