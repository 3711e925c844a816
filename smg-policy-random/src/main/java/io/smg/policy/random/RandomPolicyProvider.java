package io.smg.policy.random;

import io.smg.api.PolicyContext;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingPolicyProvider;

/** Provides {@code --policy random}. Thread-safe. */
public final class RandomPolicyProvider implements RoutingPolicyProvider {

    /** Called by the service loader. */
    public RandomPolicyProvider() {}

    @Override
    public String name() {
        return "random";
    }

    @Override
    public RoutingPolicy create(PolicyContext context) {
        return new RandomPolicy(context.random());
    }
}
