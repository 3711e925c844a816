package io.smg.server.routing;

import io.smg.api.RoutingDecision;
import io.smg.server.worker.Backend;

/**
 * A policy's decision with the worker as the gateway knows it.
 *
 * @param worker the worker that was chosen
 * @param decision what the policy said
 */
public record Choice(Backend worker, RoutingDecision decision) {

    static Choice of(RoutingDecision decision) {
        if (decision.worker() instanceof Backend worker) {
            return new Choice(worker, decision);
        }
        throw new IllegalArgumentException("candidates are always backends");
    }
}
