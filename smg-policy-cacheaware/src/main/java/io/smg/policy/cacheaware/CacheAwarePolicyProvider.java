package io.smg.policy.cacheaware;

import io.smg.api.PolicyContext;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingPolicyProvider;
import java.security.SecureRandom;

/**
 * Provides {@code --policy cache_aware}. All policies that one provider makes share an eighth of the heap for their
 * indexes. Thread-safe.
 */
public final class CacheAwarePolicyProvider implements RoutingPolicyProvider {

    private static final int SHARE_OF_HEAP = 8;

    private final Budget budget = new Budget(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);

    /** Called by the service loader. */
    public CacheAwarePolicyProvider() {}

    @Override
    public String name() {
        return "cache_aware";
    }

    @Override
    public RoutingPolicy create(PolicyContext context) {
        Settings settings = new Settings(context.options());
        return new CacheAwarePolicy(
                settings.rule(context.random()),
                new BlockHashes(new SecureRandom()),
                new PrefixIndex(settings.blocksPerWorker(), budget));
    }
}
