package io.smg.server.routing;

import io.smg.api.RoutingDecision;
import io.smg.server.worker.Backend;

/**
 * A policy's decision with the worker as the gateway knows it.
 *
 * @param pool the pool whose policy it was
 * @param worker the worker that was chosen
 * @param decision what the policy said
 */
public record Choice(Pool pool, Backend worker, RoutingDecision decision) {

    static Choice of(Pool pool, RoutingDecision decision) {
        if (decision.worker() instanceof Backend worker) {
            return new Choice(pool, worker, decision);
        }
        throw new IllegalArgumentException("candidates are always backends");
    }
}
