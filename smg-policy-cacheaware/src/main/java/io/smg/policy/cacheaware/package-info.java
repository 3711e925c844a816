/**
 * The routing policy {@code cache_aware}; start with {@link io.smg.policy.cacheaware.CacheAwarePolicy}.
 *
 * <p>A prompt becomes a chain of {@link io.smg.policy.cacheaware.BlockHashes}, a
 * {@link io.smg.policy.cacheaware.PrefixIndex} says how much of it each worker is believed to hold, and a
 * {@link io.smg.policy.cacheaware.Rule} chooses between the {@link io.smg.policy.cacheaware.Choices} that this makes.
 */
package io.smg.policy.cacheaware;
