package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.Outcome;
import io.smg.api.PolicyContext;
import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingPolicyProvider;
import io.smg.api.RoutingRequest;
import io.smg.api.Worker;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A policy for tests: takes the first candidate, and keeps what it is told. Thread-safe. */
final class FirstWorker implements RoutingPolicyProvider, RoutingPolicy {

    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
    private final LinkedBlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

    @Override
    public String name() {
        return "first";
    }

    @Override
    public RoutingPolicy create(PolicyContext context) {
        return this;
    }

    @Override
    public RoutingDecision select(RoutingRequest request, List<Worker> candidates) {
        return RoutingDecision.of(candidates.getFirst(), "first");
    }

    @Override
    public void workersChanged(List<Worker> now) {
        workers.addAll(now);
    }

    @Override
    public void completed(RoutingRequest request, RoutingDecision decision, Outcome outcome) {
        outcomes.add(outcome);
    }

    /** How the next attempt ended, waited for. */
    Outcome nextOutcome() throws InterruptedException {
        @Nullable Outcome outcome = outcomes.poll(10, TimeUnit.SECONDS);
        assertThat(outcome).as("an attempt ends").isNotNull();
        return outcome;
    }

    /** Whether no worker is thought to have anything to do. */
    boolean isIdle() {
        return workers.stream().allMatch(worker -> worker.inFlight() == 0 && worker.queuedTokens() == 0);
    }
}
