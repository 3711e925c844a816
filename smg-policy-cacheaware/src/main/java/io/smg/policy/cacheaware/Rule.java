package io.smg.policy.cacheaware;

import io.smg.api.RoutingDecision;

/** How a candidate is chosen, given what each holds. Thread-safe. */
sealed interface Rule permits CostRule, ThresholdRule {

    /** Chooses one of the candidates, of which there is at least one. */
    RoutingDecision choose(Choices choices);
}
