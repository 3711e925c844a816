/** The routing policy {@code power_of_two}: the less loaded of two at random. */
@org.jspecify.annotations.NullMarked
module io.smg.policy.p2c {
    requires static org.jspecify;
    requires io.smg.api;

    provides io.smg.api.RoutingPolicyProvider with
            io.smg.policy.p2c.PowerOfTwoPolicyProvider;
}
