/** The routing policy {@code power_of_two}; start with {@link io.smg.policy.p2c.PowerOfTwoPolicy}. */
package io.smg.policy.p2c;
