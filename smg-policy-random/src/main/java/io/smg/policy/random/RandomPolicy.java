package io.smg.policy.random;

import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingRequest;
import io.smg.api.Worker;
import java.util.List;
import java.util.random.RandomGenerator;

/** Chooses every candidate with the same probability. Thread-safe. */
final class RandomPolicy implements RoutingPolicy {

    private final RandomGenerator random;

    RandomPolicy(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public RoutingDecision select(RoutingRequest request, List<Worker> candidates) {
        return RoutingDecision.of(candidates.get(random.nextInt(candidates.size())), "random");
    }
}
