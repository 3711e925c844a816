package io.smg.replay;

import io.smg.api.Outcome;
import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicy;
import io.smg.api.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * A trace played to one policy: requests arrive when the trace says, go where the policy says, and wait there for as
 * long as the model of the engines says. Nothing waits for real. For one thread, and for one play.
 */
final class Replay implements ModelledEngine.Listener {

    private static final int OK = 200;
    private static final long END = Long.MAX_VALUE - 1;

    private final RoutingPolicy policy;
    private final AtomicLong clock;
    private final RandomGenerator random;
    private final Watch watch;
    private final List<ModelledEngine> engines = new ArrayList<>();
    private final List<Worker> workers;
    private final Measured measured = new Measured();

    /**
     * A replay that has not begun.
     *
     * @param policy the policy
     * @param context what the policy was made with
     * @param fleet the engines
     * @param watch says whether to go on
     */
    Replay(RoutingPolicy policy, VirtualContext context, Fleet fleet, Watch watch) {
        this.policy = policy;
        clock = context.clock();
        random = context.random();
        this.watch = watch;
        for (int i = 0; i < fleet.workers(); i++) {
            engines.add(new ModelledEngine(fleet.model(), new ModelledWorker(i), this));
        }
        workers = engines.stream().<Worker>map(ModelledEngine::worker).toList();
    }

    /** Plays the trace, to its end unless the watch says that it is enough. */
    void play(Trace trace) {
        policy.workersChanged(workers);
        for (TracedRequest request : trace.requests()) {
            if (!passUntil(request.arrivalNanos())) {
                return;
            }
            clock.set(request.arrivalNanos());
            arrive(new PromptOfTrace(request));
        }
        passUntil(END);
    }

    /** What has been measured. */
    Measured measured() {
        return measured;
    }

    /** How long the busiest engine prefilled, as a multiple of the mean. */
    double skew() {
        long most =
                engines.stream().mapToLong(ModelledEngine::prefillNanos).max().orElse(0);
        double mean = engines.stream()
                .mapToLong(ModelledEngine::prefillNanos)
                .average()
                .orElse(0);
        return mean == 0 ? 1 : most / mean;
    }

    @Override
    public void began(ModelledEngine engine, Turn turn) {
        engine.worker().began(turn);
        measured.add(turn);
    }

    @Override
    public void ended(ModelledEngine engine, Turn turn) {
        engine.worker().ended();
        Outcome outcome = new Outcome.Answered(
                OK, turn.toFirstToken(), turn.sinceArrival(clock.get()), Optional.of(turn.usage()));
        try {
            policy.completed(turn.request(), turn.decision(), outcome);
        } catch (RuntimeException e) {
            measured.addFailure();
        }
        turn.request().forgetText();
    }

    /** Lets everything happen that happens up to a time; answers whether the replay is to go on. */
    private boolean passUntil(long time) {
        ModelledEngine next = earliest();
        while (next.nextEvent() <= time) {
            if (!watch.goesOn(measured.count())) {
                return false;
            }
            clock.set(next.nextEvent());
            next.happen(next.nextEvent());
            next = earliest();
        }
        return true;
    }

    private ModelledEngine earliest() {
        ModelledEngine earliest = engines.getFirst();
        for (ModelledEngine engine : engines) {
            if (engine.nextEvent() < earliest.nextEvent()) {
                earliest = engine;
            }
        }
        return earliest;
    }

    private void arrive(PromptOfTrace request) {
        RoutingDecision decision = decide(request);
        request.forgetText();
        Turn turn = new Turn(request, decision, clock.get());
        ModelledEngine engine = engineOf(decision);
        engine.worker().dispatched(turn);
        engine.accept(turn, clock.get());
    }

    /** As in the gateway, a policy that fails is replaced by a random choice for that request. */
    private RoutingDecision decide(PromptOfTrace request) {
        try {
            RoutingDecision decision = policy.select(request, workers);
            if (decision.worker() instanceof ModelledWorker) {
                return decision;
            }
        } catch (RuntimeException e) {
            // Counted below, as a stranger is.
        }
        measured.addFailure();
        return RoutingDecision.of(workers.get(random.nextInt(workers.size())), "policy-failed");
    }

    private ModelledEngine engineOf(RoutingDecision decision) {
        if (decision.worker() instanceof ModelledWorker worker) {
            return engines.get(worker.number());
        }
        throw new IllegalArgumentException("workers are always modelled ones");
    }
}
