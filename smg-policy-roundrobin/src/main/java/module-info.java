/** The routing policy {@code round_robin}: strict rotation. */
@org.jspecify.annotations.NullMarked
module io.smg.policy.roundrobin {
    requires static org.jspecify;
    requires io.smg.api;

    provides io.smg.api.RoutingPolicyProvider with
            io.smg.policy.roundrobin.RoundRobinPolicyProvider;
}
