package io.smg.api;

import java.util.List;

/**
 * Chooses the worker that a request goes to.
 *
 * <p>All methods are called concurrently and must neither block nor do I/O. A policy that throws, or that answers
 * with a worker which is not a candidate, is replaced by a random choice for that request, and this is logged.
 */
public interface RoutingPolicy extends AutoCloseable {

    /**
     * Chooses one of the candidates.
     *
     * @param request the request to be routed
     * @param candidates the workers that can take the request: never empty, immutable, in an order that stays the
     *     same from call to call while the pool does; only workers that are ready and, while others remain, were not
     *     tried for this request before
     * @return one of the candidates and why
     */
    RoutingDecision select(RoutingRequest request, List<Worker> candidates);

    /**
     * Tells that the pool has changed, so that state kept for workers that left can go. Called before the first
     * selection, and whenever a worker comes or goes.
     *
     * @param workers all workers of the pool, ready or not, in stable order; immutable
     */
    default void workersChanged(List<Worker> workers) {}

    /**
     * Tells how a request that this policy routed has ended. Called once for each decision that was acted upon.
     *
     * @param request the request
     * @param decision what {@link #select} answered
     * @param outcome how it ended
     */
    default void completed(RoutingRequest request, RoutingDecision decision, Outcome outcome) {}

    /** Releases what the policy holds; it is not called again afterwards. */
    @Override
    default void close() {}
}
