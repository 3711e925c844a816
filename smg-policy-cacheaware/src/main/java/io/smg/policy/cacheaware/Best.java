package io.smg.policy.cacheaware;

import io.smg.api.Worker;
import java.util.random.RandomGenerator;

/**
 * Finds the candidate of least cost; of those with equal cost the one with fewest requests in flight, and of those with
 * equally many each with the same probability. For one thread.
 */
final class Best {

    private final RandomGenerator random;
    private int index;
    private double cost = Double.POSITIVE_INFINITY;
    private int inFlight = Integer.MAX_VALUE;
    private int equals;

    Best(RandomGenerator random) {
        this.random = random;
    }

    /** The candidate that is best of those offered so far. */
    int index() {
        return index;
    }

    /** Takes a candidate into account. */
    void offer(int candidate, Worker worker, double candidateCost) {
        if (candidateCost <= cost) {
            offer(candidate, candidateCost, worker.inFlight());
        }
    }

    private void offer(int candidate, double candidateCost, int candidateInFlight) {
        if (candidateCost < cost || candidateInFlight < inFlight) {
            index = candidate;
            cost = candidateCost;
            inFlight = candidateInFlight;
            equals = 1;
        } else if (candidateInFlight == inFlight) {
            equals++;
            if (random.nextInt(equals) == 0) {
                index = candidate;
            }
        }
    }
}
