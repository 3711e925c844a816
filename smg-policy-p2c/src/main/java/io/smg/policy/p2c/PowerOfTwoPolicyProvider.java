package io.smg.policy.p2c;

import io.smg.api.PolicyContext;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingPolicyProvider;

/** Provides {@code --policy power_of_two}. Thread-safe. */
public final class PowerOfTwoPolicyProvider implements RoutingPolicyProvider {

    /** Called by the service loader. */
    public PowerOfTwoPolicyProvider() {}

    @Override
    public String name() {
        return "power_of_two";
    }

    @Override
    public RoutingPolicy create(PolicyContext context) {
        return new PowerOfTwoPolicy(context.random());
    }
}
