/** The routing policy {@code random}; start with {@link io.smg.policy.random.RandomPolicy}. */
package io.smg.policy.random;
