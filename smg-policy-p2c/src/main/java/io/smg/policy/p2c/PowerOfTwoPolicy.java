package io.smg.policy.p2c;

import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingRequest;
import io.smg.api.Worker;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws two distinct candidates and takes the less loaded of them: the one with fewer requests in flight, then the one
 * with fewer prompt tokens queued, then the one drawn first. Thread-safe.
 */
final class PowerOfTwoPolicy implements RoutingPolicy {

    private final RandomGenerator random;

    PowerOfTwoPolicy(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public RoutingDecision select(RoutingRequest request, List<Worker> candidates) {
        int size = candidates.size();
        if (size == 1) {
            return RoutingDecision.of(candidates.getFirst(), "only-candidate");
        }
        int first = random.nextInt(size);
        int second = (first + 1 + random.nextInt(size - 1)) % size;
        return RoutingDecision.of(lessLoaded(candidates.get(first), candidates.get(second)), "less-loaded-of-two");
    }

    private static Worker lessLoaded(Worker one, Worker other) {
        int difference = Integer.compare(one.inFlight(), other.inFlight());
        if (difference == 0) {
            difference = Long.compare(one.queuedTokens(), other.queuedTokens());
        }
        return difference <= 0 ? one : other;
    }
}
