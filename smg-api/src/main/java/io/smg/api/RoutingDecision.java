package io.smg.api;

import static java.util.Objects.requireNonNull;

/**
 * Which worker a request goes to, and why.
 *
 * @param worker the chosen candidate
 * @param reason a short constant that an operator understands, such as {@code "least-loaded"}; it appears in logs and
 *     must not be made from what a client sent
 * @param cachedTokens how many of the request's prompt tokens the policy expects to find in the worker's prefix cache;
 *     zero if it doesn't know
 */
public record RoutingDecision(Worker worker, String reason, int cachedTokens) {

    /**
     * Checks the decision's parts.
     *
     * @throws IllegalArgumentException if {@code cachedTokens} is negative
     */
    public RoutingDecision {
        requireNonNull(worker, "worker");
        requireNonNull(reason, "reason");
        if (cachedTokens < 0) {
            throw new IllegalArgumentException("cachedTokens must be 0 or more, is " + cachedTokens);
        }
    }

    /**
     * A decision that expects nothing of the worker's cache.
     *
     * @param worker the chosen candidate
     * @param reason why
     * @return the decision, with no cached tokens
     */
    public static RoutingDecision of(Worker worker, String reason) {
        return new RoutingDecision(worker, reason, 0);
    }
}
