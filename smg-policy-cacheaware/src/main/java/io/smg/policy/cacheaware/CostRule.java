package io.smg.policy.cacheaware;

import io.smg.api.RoutingDecision;
import java.util.random.RandomGenerator;

/**
 * The candidate that can start answering first: least is the sum of the prompt tokens that wait at it and those that it
 * would have to compute for this request, the latter weighted, because a prefix that is computed once more costs this
 * request its time and takes room in another cache.
 *
 * @param lambda what computing a token anew costs the fleet, in units of what it costs the request
 * @param random breaks ties
 */
record CostRule(double lambda, RandomGenerator random) implements Rule {

    @Override
    public RoutingDecision choose(Choices choices) {
        Best best = new Best(random);
        for (int i = 0; i < choices.count(); i++) {
            double cost = choices.worker(i).queuedTokens() + (1 + lambda) * choices.uncachedTokens(i);
            best.offer(i, choices.worker(i), cost);
        }
        return choices.decide(best.index(), reason(choices, best.index()));
    }

    private static String reason(Choices choices, int chosen) {
        if (choices.held()[chosen] > 0) {
            return "prefix-held";
        }
        return choices.isHeldByAny() ? "holders-too-busy" : "prefix-unknown";
    }
}
