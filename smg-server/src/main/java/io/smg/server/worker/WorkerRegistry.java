package io.smg.server.worker;

import io.smg.api.WorkerDiscovery;
import io.smg.api.WorkerSpec;
import io.smg.server.observe.Event;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * All workers, from all sources. Each source hands over the whole set that it sees; the registry works out who came and
 * who left. A worker that several sources know stays until all of them have dropped it; then it gets no more requests,
 * finishes those that it has, and is gone. Thread-safe: readers see an immutable snapshot.
 */
public final class WorkerRegistry {

    private static final System.Logger LOG = System.getLogger(WorkerRegistry.class.getName());

    /** The source of workers that an operator adds while the gateway runs. */
    private static final String OPERATOR = "http";

    private final Function<WorkerSpec, Backend> newBackend;
    private final Duration grace;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Sources sources;
    private final Map<String, List<WorkerSpec>> bySource = new LinkedHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile List<Backend> workers = List.of();
    private volatile List<Drain> draining = List.of();

    /** Is told of changes, one at a time, after they have happened; must not block. */
    public interface Listener {

        /** The set of workers that get requests is another. */
        default void workersChanged(List<Backend> workers) {}

        /** A worker's readiness or its models are not what they were. */
        default void stateChanged(Backend worker) {}

        /** A worker that had left has finished, or has to: every trace of it is to go. */
        default void workerGone(Backend worker) {}
    }

    /**
     * What makes a worker this one and no other.
     *
     * @param identity what its source knows it by
     * @param url where it is
     */
    private record Name(String identity, URI url) {

        static Name of(WorkerSpec spec) {
            return new Name(spec.identity(), spec.url());
        }
    }

    /**
     * A worker that finishes what it has.
     *
     * @param deadline when it has to be done, on the clock's scale
     */
    private record Drain(Backend worker, long deadline) {}

    /**
     * What became of a worker that was to be added.
     *
     * @param worker the worker, be it new or known
     * @param isNew whether it was not known before
     */
    public record Added(Backend worker, boolean isNew) {}

    /**
     * An empty registry.
     *
     * @param newBackend makes the gateway's view of a worker that has just come
     * @param grace how long a worker that leaves may take to finish
     * @param nanoTime a monotonic clock
     */
    public WorkerRegistry(Function<WorkerSpec, Backend> newBackend, Duration grace, LongSupplier nanoTime) {
        this.newBackend = newBackend;
        this.grace = grace;
        this.nanoTime = nanoTime;
        this.sources = new Sources(nanoTime);
    }

    /** All workers that get requests when they are ready, in the order in which they came. */
    public List<Backend> workers() {
        return workers;
    }

    /** All workers, those too that only finish what they have. */
    public List<Backend> all() {
        return Stream.concat(workers.stream(), draining.stream().map(Drain::worker))
                .toList();
    }

    /** How many workers each source sees now. */
    public Map<String, Integer> discovered() {
        lock.lock();
        try {
            Map<String, Integer> counts = new LinkedHashMap<>();
            bySource.forEach((source, specs) -> counts.put(source, specs.size()));
            return counts;
        } finally {
            lock.unlock();
        }
    }

    /** The worker of that id. */
    public Optional<Backend> find(String id) {
        return all().stream().filter(worker -> worker.id().equals(id)).findFirst();
    }

    /** The sources that are followed. */
    public Sources sources() {
        return sources;
    }

    /** Adds a listener, which is told of the present set at once. */
    public void listen(Listener listener) {
        lock.lock();
        try {
            listeners.add(listener);
            listener.workersChanged(workers);
        } finally {
            lock.unlock();
        }
    }

    /** Starts a source and follows it. */
    public void follow(WorkerDiscovery discovery) {
        lock.lock();
        try {
            bySource.putIfAbsent(discovery.source(), List.of()); // It may see nobody for long.
        } finally {
            lock.unlock();
        }
        sources.add(discovery);
        discovery.start(specs -> replace(discovery.source(), specs));
    }

    /** Adds a worker for an operator; one that is known stays as it is. */
    public Added add(WorkerSpec spec, WorkerSettings settings) {
        lock.lock();
        try {
            Optional<Backend> known = workers.stream()
                    .filter(worker -> worker.url().equals(spec.url()))
                    .findFirst();
            if (known.isPresent()) {
                return new Added(known.get(), false);
            }
            List<WorkerSpec> specs = new ArrayList<>(bySource.getOrDefault(OPERATOR, List.of()));
            specs.add(spec);
            bySource.put(OPERATOR, List.copyOf(specs));
            // Configured before anybody hears of it: its very first probe needs its key.
            update(OPERATOR, newcomer -> configured(newBackend.apply(newcomer), settings));
            return new Added(workers.getLast(), true);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a worker out of all sources' sets. It comes back if a source goes on seeing it. Without effect on one that
     * is leaving already, whose place another may have taken.
     */
    public void remove(Backend worker) {
        lock.lock();
        try {
            if (!workers.contains(worker)) {
                return;
            }
            bySource.replaceAll((source, specs) -> specs.stream()
                    .filter(spec -> !spec.identity().equals(worker.spec().identity()))
                    .toList());
            update(OPERATOR, newBackend);
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of workers that have finished, or have had their time; called every few milliseconds. */
    public void sweep() {
        if (draining.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            List<Drain> done = draining.stream().filter(this::isDone).toList();
            draining = draining.stream().filter(drain -> !done.contains(drain)).toList();
            done.forEach(drain -> {
                LOG.log(System.Logger.Level.INFO, "worker {0} is gone", drain.worker(), Event.WORKER_GONE);
                listeners.forEach(listener -> listener.workerGone(drain.worker()));
            });
        } finally {
            lock.unlock();
        }
    }

    /**
     * Notes what probes have found.
     *
     * @param complaint what the last of them had to say against the worker
     */
    void noteHealth(Backend worker, Backend.Health health, Optional<String> complaint) {
        if (worker.health() != health) {
            switch (health) {
                case READY -> LOG.log(System.Logger.Level.INFO, "worker {0} is ready", worker, Event.WORKER_READY);
                case NOT_READY, PENDING -> logNotReady(worker, complaint);
            }
            setHealth(worker, health);
            tell(worker);
        }
    }

    /** Tells the log that a worker is not ready, and why. */
    void logNotReady(Backend worker, Optional<String> complaint) {
        String why = complaint.map(text -> ": " + text).orElse("");
        LOG.log(System.Logger.Level.INFO, "worker {0} is not ready{1}", worker, why, Event.WORKER_NOT_READY);
    }

    /** Notes which models a worker serves. */
    void noteModels(Backend worker, List<ModelCard> cards) {
        worker.setCards(cards);
        LOG.log(System.Logger.Level.INFO, "worker {0} serves {1}", worker, worker.models(), Event.WORKER_MODELS);
        tell(worker);
    }

    /** Pools know of a worker that is ready before anybody else can see that it is. */
    private void setHealth(Backend worker, Backend.Health health) {
        try {
            if (health == Backend.Health.READY) {
                worker.becomesRoutable();
                tell(worker);
            }
        } finally {
            worker.setHealth(health);
        }
    }

    private void tell(Backend worker) {
        lock.lock();
        try {
            listeners.forEach(listener -> listener.stateChanged(worker));
        } finally {
            lock.unlock();
        }
    }

    private void replace(String source, List<WorkerSpec> specs) {
        lock.lock();
        try {
            sources.heard(source, specs.size());
            bySource.put(source, List.copyOf(specs));
            update(source, newBackend);
        } finally {
            lock.unlock();
        }
    }

    private void update(String source, Function<WorkerSpec, Backend> make) {
        List<Backend> before = workers;
        List<Backend> now = reconcile(make);
        if (!now.equals(before)) {
            List<Backend> leaving = without(before, now);
            drain(leaving);
            workers = now;
            log("came", without(now, before), source, Event.WORKER_CAME);
            log("left", leaving, source, Event.WORKER_LEFT);
            listeners.forEach(listener -> listener.workersChanged(now));
        }
    }

    private void drain(List<Backend> leaving) {
        long deadline = nanoTime.getAsLong() + grace.toNanos();
        leaving.forEach(Backend::drain);
        draining = Stream.concat(draining.stream(), leaving.stream().map(worker -> new Drain(worker, deadline)))
                .toList();
    }

    private boolean isDone(Drain drain) {
        return drain.worker().inFlight() == 0 || nanoTime.getAsLong() - drain.deadline() >= 0;
    }

    private List<Backend> reconcile(Function<WorkerSpec, Backend> make) {
        Map<Name, WorkerSpec> wanted = wanted();
        Map<Name, Backend> known = new LinkedHashMap<>();
        workers.forEach(worker -> known.put(Name.of(worker.spec()), worker));
        known.keySet().retainAll(wanted.keySet());
        List<Backend> now = new ArrayList<>(known.values());
        wanted.forEach((name, spec) -> {
            Backend worker = known.get(name);
            if (worker == null) {
                now.add(make.apply(spec));
            } else if (worker.describe(spec)) {
                listeners.forEach(listener -> listener.stateChanged(worker));
            }
        });
        return List.copyOf(now);
    }

    /** One worker at each URL: of several sources that know it, the first one describes it. */
    private Map<Name, WorkerSpec> wanted() {
        Map<URI, WorkerSpec> byUrl = new LinkedHashMap<>();
        bySource.values().forEach(specs -> specs.forEach(spec -> byUrl.putIfAbsent(spec.url(), spec)));
        Map<Name, WorkerSpec> wanted = new LinkedHashMap<>();
        byUrl.values().forEach(spec -> wanted.put(Name.of(spec), spec));
        return wanted;
    }

    private static Backend configured(Backend worker, WorkerSettings settings) {
        worker.noteAddedOverHttp();
        worker.configure(settings);
        return worker;
    }

    private static List<Backend> without(List<Backend> workers, List<Backend> others) {
        Set<Backend> known = Set.copyOf(others);
        return workers.stream().filter(worker -> !known.contains(worker)).toList();
    }

    private static void log(String what, List<Backend> workers, String source, Event event) {
        workers.forEach(
                worker -> LOG.log(System.Logger.Level.INFO, "worker {0} {1} ({2})", worker, what, source, event));
    }
}
