package com.example.session;

import io.smg.api.PolicyContext;
import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingPolicyProvider;
import io.smg.api.Worker;
import java.util.Comparator;
import java.util.SplittableRandom;

/** Rendezvous hashing on a header: each worker draws a number for the session, and the highest wins. */
public final class SessionPolicyProvider implements RoutingPolicyProvider {

    @Override
    public String name() {
        return "session";
    }

    @Override
    public RoutingPolicy create(PolicyContext context) {
        String header = context.options().getOrDefault("session-header", "x-session-id");
        return (request, candidates) -> {
            String session = request.header(header).orElse("");
            Comparator<Worker> byDraw = Comparator.comparingLong(worker -> draw(session, worker));
            return RoutingDecision.of(candidates.stream().max(byDraw).orElseThrow(), "session");
        };
    }

    private static long draw(String session, Worker worker) {
        return new SplittableRandom(31L * session.hashCode() + worker.url().hashCode()).nextLong();
    }
}
