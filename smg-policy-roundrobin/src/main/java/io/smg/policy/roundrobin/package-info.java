/** The routing policy {@code round_robin}; start with {@link io.smg.policy.roundrobin.RoundRobinPolicy}. */
package io.smg.policy.roundrobin;
