/** The routing policy {@code cache_aware}: the worker that can start answering first. */
@org.jspecify.annotations.NullMarked
module io.smg.policy.cacheaware {
    requires static org.jspecify;
    requires io.smg.api;

    provides io.smg.api.RoutingPolicyProvider with
            io.smg.policy.cacheaware.CacheAwarePolicyProvider;
}
