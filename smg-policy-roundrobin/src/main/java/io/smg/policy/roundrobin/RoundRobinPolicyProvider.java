package io.smg.policy.roundrobin;

import io.smg.api.PolicyContext;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingPolicyProvider;

/** Provides {@code --policy round_robin}. Thread-safe. */
public final class RoundRobinPolicyProvider implements RoutingPolicyProvider {

    /** Called by the service loader. */
    public RoundRobinPolicyProvider() {}

    @Override
    public String name() {
        return "round_robin";
    }

    @Override
    public RoutingPolicy create(PolicyContext context) {
        return new RoundRobinPolicy();
    }
}
