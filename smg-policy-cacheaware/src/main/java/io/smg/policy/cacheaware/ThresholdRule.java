package io.smg.policy.cacheaware;

import io.smg.api.RoutingDecision;
import io.smg.api.Worker;
import java.util.random.RandomGenerator;

/**
 * The rule of gateways that route by thresholds: the least loaded candidate while loads are far apart, else the one that
 * holds most of the prompt if that is enough of it, else the least loaded. Load is requests in flight.
 *
 * @param cacheThreshold the share of the prompt that a candidate must hold more than
 * @param balanceAbs loads are far apart if greatest and least differ by more than this,
 * @param balanceRel and the greatest is also more than this multiple of the least
 * @param random breaks ties
 */
record ThresholdRule(double cacheThreshold, int balanceAbs, double balanceRel, RandomGenerator random) implements Rule {

    @Override
    public RoutingDecision choose(Choices choices) {
        if (isImbalanced(choices)) {
            return choices.decide(leastLoaded(choices), "loads-far-apart");
        }
        int longest = longestMatch(choices);
        if (choices.heldLength(longest) > cacheThreshold * choices.promptLength()) {
            return choices.decide(longest, "longest-match");
        }
        return choices.decide(leastLoaded(choices), "no-match-long-enough");
    }

    private boolean isImbalanced(Choices choices) {
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (Worker worker : choices.workers()) {
            int load = worker.inFlight();
            least = Math.min(least, load);
            most = Math.max(most, load);
        }
        return most - least > balanceAbs && most > balanceRel * least;
    }

    private int leastLoaded(Choices choices) {
        Best best = new Best(random);
        for (int i = 0; i < choices.count(); i++) {
            best.offer(i, choices.worker(i), 0);
        }
        return best.index();
    }

    private int longestMatch(Choices choices) {
        Best best = new Best(random);
        for (int i = 0; i < choices.count(); i++) {
            best.offer(i, choices.worker(i), -choices.held()[i]);
        }
        return best.index();
    }
}
