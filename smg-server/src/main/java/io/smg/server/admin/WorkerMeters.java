package io.smg.server.admin;

import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.Tag;
import io.smg.server.meters.Meters;
import io.smg.server.worker.Backend;
import io.smg.server.worker.CircuitBreaker.State;
import io.smg.server.worker.Sources;
import io.smg.server.worker.WorkerRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Shows each worker as series that are read from it when they are scraped, from the moment it comes until every trace
 * of it is to go. Follows the registry, which calls one change at a time.
 */
public final class WorkerMeters implements WorkerRegistry.Listener {

    private static final List<List<State>> TRANSITIONS = List.of(
            List.of(State.CLOSED, State.OPEN),
            List.of(State.OPEN, State.HALF_OPEN),
            List.of(State.HALF_OPEN, State.OPEN),
            List.of(State.HALF_OPEN, State.CLOSED));

    private final Meters meters;
    private final WorkerRegistry registry;
    private final String policy;
    private final Map<Backend, List<Meter>> shown = new ConcurrentHashMap<>();
    private final Set<String> sources = ConcurrentHashMap.newKeySet();

    /**
     * Shows a registry's workers.
     *
     * @param meters where they are shown
     * @param policy what chooses between them
     */
    public WorkerMeters(Meters meters, WorkerRegistry registry, String policy) {
        this.meters = meters;
        this.registry = registry;
        this.policy = policy;
    }

    @Override
    public void workersChanged(List<Backend> workers) {
        workers.forEach(worker -> shown.computeIfAbsent(worker, this::show));
        showSources();
    }

    /** Shows the sources that the registry follows, those too that see nobody. */
    public void showSources() {
        registry.discovered().keySet().stream().filter(sources::add).forEach(this::showSource);
    }

    /** Another worker may have come at the same address meanwhile; its series stay. */
    @Override
    public void workerGone(Backend worker) {
        List<Meter> series = shown.remove(worker);
        if (series != null) {
            series.stream().filter(meter -> !meters.isDeleted(meter)).forEach(meters::remove);
        }
    }

    private void showSource(String source) {
        meters.getOrCreate(Meters.gauge("smg_discovery_workers_discovered", () -> registry.discovered()
                        .getOrDefault(source, 0))
                .description("Workers that each source sees.")
                .addTag(Meters.label("source", source)));
        if (registry.sources().find(source).isPresent()) {
            meters.getOrCreate(Meters.gauge("smg_discovery_last_list_age_seconds", () -> age(source))
                    .description("How long ago each source has said last what it sees; NaN if it never has.")
                    .addTag(Meters.label("source", source)));
        }
    }

    private double age(String source) {
        return registry.sources()
                .find(source)
                .flatMap(Sources.State::age)
                .map(age -> age.toMillis() / 1e3)
                .orElse(Double.NaN);
    }

    private List<Meter> show(Backend worker) {
        List<Meter> series = new ArrayList<>();
        series.add(gauge(worker, "smg_worker_requests_active", "Requests under way at the worker.", worker::inFlight));
        series.add(gauge(
                worker,
                "smg_worker_queued_tokens",
                "Uncached prompt tokens of requests that wait for the worker's first byte.",
                worker::queuedTokens));
        series.add(gauge(worker, "smg_worker_health", "1 if probes are good, else 0.", () -> health(worker)));
        series.add(gauge(
                worker, "smg_worker_cb_state", "The breaker: 0 closed, 1 open, 2 half open.", () -> breaker(worker)));
        series.add(counter(
                worker,
                "smg_worker_selection_total",
                "Attempts that the worker was chosen for.",
                List.of(Meters.label("policy", policy)),
                Backend::selections));
        TRANSITIONS.forEach(change -> series.add(transitions(worker, change.getFirst(), change.getLast())));
        return series;
    }

    private static int health(Backend worker) {
        return worker.health() == Backend.Health.READY ? 1 : 0;
    }

    private static int breaker(Backend worker) {
        return switch (worker.breaker().state()) {
            case CLOSED -> 0;
            case OPEN -> 1;
            case HALF_OPEN -> 2;
        };
    }

    private Meter transitions(Backend worker, State from, State to) {
        return counter(
                worker,
                "smg_worker_cb_transitions_total",
                "Changes of the breaker's state.",
                List.of(Meters.label("from", name(from)), Meters.label("to", name(to))),
                w -> w.breaker().transitions(from, to));
    }

    private Meter gauge(Backend worker, String name, String help, Supplier<? extends Number> reading) {
        Tag tag = worker(worker);
        meters.remove(name, List.of(tag));
        Supplier<Number> number = reading::get;
        return meters.getOrCreate(Meters.gauge(name, number).description(help).addTag(tag));
    }

    private Meter counter(
            Backend worker, String name, String help, List<Tag> further, Function<Backend, Long> reading) {
        List<Tag> tags = new ArrayList<>(List.of(worker(worker)));
        tags.addAll(further);
        meters.remove(name, tags);
        return meters.getOrCreate(
                Meters.counter(name, worker, reading).description(help).tags(tags));
    }

    private static Tag worker(Backend worker) {
        return Meters.label("worker", worker.url().toString());
    }

    private static String name(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
