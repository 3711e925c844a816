/** The routing policy {@code random}: uniformly at random. */
@org.jspecify.annotations.NullMarked
module io.smg.policy.random {
    requires static org.jspecify;
    requires io.smg.api;

    provides io.smg.api.RoutingPolicyProvider with
            io.smg.policy.random.RandomPolicyProvider;
}
