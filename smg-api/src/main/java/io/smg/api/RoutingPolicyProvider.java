package io.smg.api;

/**
 * Names a routing policy and makes instances of it; found by {@link java.util.ServiceLoader}.
 *
 * <p>A provider needs a public constructor without parameters, which must be cheap: every provider that is installed
 * is constructed at start, whether its policy is used or not. Implementations must be thread-safe.
 */
public interface RoutingPolicyProvider {

    /**
     * The policy's name, which is the value of {@code --policy} that selects it.
     *
     * @return lower-case letters, digits and underscores, the same on every call
     */
    String name();

    /**
     * Makes the policy of one pool, that is, of the workers that serve one model, so that state of one model never
     * leaks into another.
     *
     * @param context the model, the options given with {@code --policy-option}, clock and randomness
     * @return a new policy
     * @throws IllegalArgumentException if an option has a value that the policy can't use; the message, which should
     *     name the option and what is allowed, is shown to the operator and the gateway does not start
     */
    RoutingPolicy create(PolicyContext context);
}
