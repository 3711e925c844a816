package io.smg.server.worker;

import io.smg.server.config.HealthConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Probes every worker: at once when it comes, then each interval, and at once when it is suspected, on one virtual
 * thread a worker. A new worker is ready after one good probe; later it takes several in a row to change what is
 * thought of it. A worker whose models are not known is asked for them after each good probe until they are.
 * Thread-safe.
 */
public final class HealthMonitor implements WorkerRegistry.Listener, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(HealthMonitor.class.getName());

    private final WorkerRegistry registry;
    private final WorkerProbe probe;
    private final HealthConfig config;
    private final Map<Backend, HealthWatch> watches = new ConcurrentHashMap<>();

    /**
     * Makes the monitor; it begins when the registry is followed.
     *
     * @param probe asks one worker
     * @param config how often, and how many answers count; without probing, workers are only asked for their models
     */
    public HealthMonitor(WorkerRegistry registry, WorkerProbe probe, HealthConfig config) {
        this.registry = registry;
        this.probe = probe;
        this.config = config;
    }

    /** Says that something may be wrong with a worker: it is probed now instead of when its turn comes. */
    public void suspect(Backend worker) {
        HealthWatch watch = watches.get(worker);
        if (watch != null) {
            watch.hurry();
        }
    }

    @Override
    public void workersChanged(List<Backend> workers) {
        Set<Backend> present = Set.copyOf(workers);
        watches.forEach((worker, watch) -> {
            if (!present.contains(worker)) {
                watches.remove(worker);
                watch.stop();
            }
        });
        workers.forEach(worker -> watches.computeIfAbsent(worker, this::watch));
    }

    /** Stops all probes. */
    @Override
    public void close() {
        watches.values().forEach(HealthWatch::stop);
        watches.clear();
    }

    private HealthWatch watch(Backend worker) {
        Verdict verdict = new Verdict(config);
        return HealthWatch.start(worker, config.interval(), () -> tryToCheck(worker, verdict));
    }

    /** What listeners make of a probe may fail, and the worker is probed on. */
    private void tryToCheck(Backend worker, Verdict verdict) {
        try {
            check(worker, verdict);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the check of worker " + worker + " failed", e);
        }
    }

    private void check(Backend worker, Verdict verdict) {
        boolean probing = config.mode() == HealthConfig.Mode.PROBED;
        Optional<String> complaint = probing ? probe.complaint(worker) : Optional.empty();
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        // Models first, so that a worker isn't ready for all models in the moment before it is ready for its own.
        if (complaint.isEmpty() && worker.cards().isEmpty()) {
            probe.models(worker).ifPresent(cards -> registry.noteModels(worker, cards));
        }
        if (probing) {
            judge(worker, verdict, complaint);
        }
    }

    private void judge(Backend worker, Verdict verdict, Optional<String> complaint) {
        boolean first = verdict.isFirst();
        Backend.Health health = verdict.after(complaint.isEmpty(), worker.health());
        registry.noteHealth(worker, health, complaint);
        if (first && health == Backend.Health.PENDING) {
            registry.logNotReady(worker, complaint);
        }
    }
}
