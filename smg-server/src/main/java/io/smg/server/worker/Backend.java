package io.smg.server.worker;

import io.smg.api.Worker;
import io.smg.api.WorkerSpec;
import io.smg.server.config.BreakerConfig;
import io.smg.server.config.Secret;
import io.smg.server.observe.Event;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One worker as the gateway keeps it: its identity, its state and its load. Identity is the object's. Thread-safe:
 * states are published as immutable values, loads are counters.
 */
public final class Backend implements Worker {

    private static final System.Logger LOG = System.getLogger(Backend.class.getName());

    private final String id = UUID.randomUUID().toString();
    /** The label by which a source says what a worker serves, so that the worker is not asked. */
    private static final String SERVED_MODEL = "served_model_name";

    private final Supplier<Optional<Secret>> fleetKey;
    private volatile WorkerSpec spec;
    private final CircuitBreaker breaker;
    private final CoolOff coolOff;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong queuedTokens = new AtomicLong();
    private final LongAdder selections = new LongAdder();
    private volatile WorkerSettings settings = WorkerSettings.DEFAULTS;
    private volatile Health health;
    private volatile boolean routable;
    private volatile boolean draining;
    private volatile boolean addedOverHttp;
    private volatile Optional<List<ModelCard>> cards = Optional.empty();
    private volatile Set<String> models = Set.of();

    /** What the last probes say. */
    public enum Health {
        /** Not yet probed well, so not trusted. */
        PENDING,
        /** The probes are good. */
        READY,
        /** The probes fail. */
        NOT_READY
    }

    /**
     * A worker that its source has described.
     *
     * @param health what is thought of it before it is probed
     * @param breaker when it is left alone
     * @param nanoTime a monotonic clock
     */
    public Backend(WorkerSpec spec, Health health, BreakerConfig breaker, LongSupplier nanoTime) {
        this(spec, health, breaker, Optional::empty, nanoTime);
    }

    /**
     * A worker of a fleet that shares a key.
     *
     * @param health what is thought of it before it is probed
     * @param breaker when it is left alone
     * @param fleetKey the key that workers ask for who have none of their own
     * @param nanoTime a monotonic clock
     */
    public Backend(
            WorkerSpec spec,
            Health health,
            BreakerConfig breaker,
            Supplier<Optional<Secret>> fleetKey,
            LongSupplier nanoTime) {
        this.spec = spec;
        this.fleetKey = fleetKey;
        this.health = health;
        this.routable = health == Health.READY;
        this.breaker = new CircuitBreaker(breaker, nanoTime, this::breakerChanged);
        this.coolOff = new CoolOff(breaker.timeout(), nanoTime);
        noteServedModel(spec);
    }

    /** How the source describes the worker. */
    public WorkerSpec spec() {
        return spec;
    }

    /** What an operator has said of the worker. */
    public WorkerSettings settings() {
        return settings;
    }

    /** Takes over what an operator says of the worker. */
    public void configure(WorkerSettings now) {
        settings = now;
    }

    /** Whether it was added over HTTP, so that neither its address nor its honesty is to be relied on. */
    public boolean wasAddedOverHttp() {
        return addedOverHttp;
    }

    /** The key that the worker asks for. The fleet's is not for one that anybody could have added. */
    public Optional<Secret> apiKey() {
        return settings.apiKey().or(() -> addedOverHttp ? Optional.empty() : fleetKey.get());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public URI url() {
        return spec.url();
    }

    @Override
    public Map<String, String> labels() {
        return settings.over(spec.labels());
    }

    @Override
    public Set<String> models() {
        return models;
    }

    /** The entries of the worker's model list; empty while it is not known. */
    public Optional<List<ModelCard>> cards() {
        return cards;
    }

    /** Whether the worker may be given a request for a model: it serves it, or its models are not known yet. */
    public boolean mayServe(String model) {
        return models.contains(model) || cards.isEmpty();
    }

    /** What the last probes say. */
    public Health health() {
        return health;
    }

    /** Whether the worker is well, and stays. */
    public boolean isReady() {
        return health == Health.READY && !draining;
    }

    /** Whether pools take the worker in: it is ready, or will be seen to be once they have. */
    public boolean isRoutable() {
        return routable && !draining;
    }

    /** Whether the worker is about to go, and only finishes what it has. */
    public boolean isDraining() {
        return draining;
    }

    /** Whether the worker's breaker would let a request through now. */
    public boolean admits() {
        return breaker.admits();
    }

    /** Whether the worker is spared because it was overloaded: it gets a request only if no other can. */
    public boolean isCooling() {
        return coolOff.isOn();
    }

    /** The worker's breaker. */
    public CircuitBreaker breaker() {
        return breaker;
    }

    @Override
    public int inFlight() {
        return inFlight.get();
    }

    @Override
    public long queuedTokens() {
        return queuedTokens.get();
    }

    /**
     * Counts a request in, until the lease is closed.
     *
     * @param promptTokens the tokens of its prompt that the worker has to compute
     * @return nothing if the worker's breaker does not let the request through, or the worker is about to go
     */
    public Optional<Lease> lease(int promptTokens) {
        // Counted before the worker's state is looked at, so that a worker without requests that drains stays so.
        inFlight.incrementAndGet();
        Optional<CircuitBreaker.Pass> pass = draining ? Optional.empty() : breaker.enter();
        if (pass.isEmpty()) {
            inFlight.decrementAndGet();
            return Optional.empty();
        }
        queuedTokens.addAndGet(promptTokens);
        selections.increment();
        return Optional.of(new Lease(this, pass.get(), promptTokens));
    }

    /** How many requests it has been given. */
    public long selections() {
        return selections.sum();
    }

    /** The worker's URL, which is what logs know it by. */
    @Override
    public String toString() {
        return spec.url().toString();
    }

    /** Takes over what the source says now of the same worker; answers whether that is anything else. */
    boolean describe(WorkerSpec now) {
        boolean other = !now.equals(spec);
        if (other) {
            noteServedModel(now);
            spec = now;
        }
        return other;
    }

    private void noteServedModel(WorkerSpec described) {
        String model = described.labels().get(SERVED_MODEL);
        if (model != null && !model.isEmpty()) {
            setCards(ModelList.ofSource(model));
        }
    }

    void setHealth(Health now) {
        if (health == Health.NOT_READY && now == Health.READY) {
            breaker.workerCameBack();
        }
        routable = now == Health.READY;
        health = now;
    }

    /** To be called before pools are told of a worker that is then ready, so that none who sees it ready comes too soon. */
    void becomesRoutable() {
        routable = true;
    }

    void setCards(List<ModelCard> known) {
        models = known.stream().map(ModelCard::id).collect(Collectors.toUnmodifiableSet());
        cards = Optional.of(List.copyOf(known));
    }

    /** Notes that the worker was added over HTTP. */
    void noteAddedOverHttp() {
        addedOverHttp = true;
    }

    void drain() {
        draining = true;
    }

    void requestEnded() {
        inFlight.decrementAndGet();
    }

    void prefillEnded(int promptTokens) {
        queuedTokens.addAndGet(-promptTokens);
    }

    void overloaded(Optional<Duration> retryAfter) {
        coolOff.begin(retryAfter);
    }

    void answeredWell() {
        coolOff.reset();
    }

    private void breakerChanged(CircuitBreaker.State from, CircuitBreaker.State to) {
        LOG.log(
                System.Logger.Level.INFO,
                "breaker of worker {0}: {1} after {2}",
                this,
                to,
                from,
                Event.BREAKER_CHANGED);
    }
}
