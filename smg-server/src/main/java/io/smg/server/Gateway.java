package io.smg.server;

import io.smg.api.WorkerDiscovery;
import io.smg.api.WorkerSpec;
import io.smg.server.admin.EngineMetrics;
import io.smg.server.admin.FanOut;
import io.smg.server.admin.Fleet;
import io.smg.server.admin.Models;
import io.smg.server.admin.Probes;
import io.smg.server.admin.ReadinessLog;
import io.smg.server.admin.Scrape;
import io.smg.server.admin.WorkerMeters;
import io.smg.server.admin.Workers;
import io.smg.server.admission.Admission;
import io.smg.server.admission.BodyMemory;
import io.smg.server.config.DrainConfig;
import io.smg.server.config.GatewayConfig;
import io.smg.server.config.HealthConfig;
import io.smg.server.config.LogConfig;
import io.smg.server.exchange.Exchange;
import io.smg.server.exchange.ExchangeSettings;
import io.smg.server.ingress.Listener;
import io.smg.server.ingress.Surface;
import io.smg.server.meters.Meters;
import io.smg.server.observe.AccessLog;
import io.smg.server.observe.Event;
import io.smg.server.observe.ProcessMeters;
import io.smg.server.observe.RequestMeters;
import io.smg.server.observe.RequestObserver;
import io.smg.server.routing.Router;
import io.smg.server.upstream.Connections;
import io.smg.server.upstream.PoolSettings;
import io.smg.server.worker.Backend;
import io.smg.server.worker.ControlClient;
import io.smg.server.worker.HealthMonitor;
import io.smg.server.worker.HttpProbe;
import io.smg.server.worker.StaticDiscovery;
import io.smg.server.worker.WorkerRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * The whole gateway: makes its long-lived parts, connects them, starts them and stops them. Starting and stopping are
 * for one thread.
 */
final class Gateway implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Gateway.class.getName());

    private static final LongSupplier CLOCK = System::nanoTime;

    /** How often it is looked for workers that have not answered in time; it bounds how much later that is noticed. */
    private static final Duration ANSWER_CHECK = Duration.ofMillis(50);

    /** How often connections to workers are looked over for those that have been idle too long. */
    private static final Duration IDLE_SWEEP = Duration.ofSeconds(1);

    /** How often workers that drain are looked at. */
    private static final Duration DRAIN_SWEEP = Duration.ofMillis(50);

    /** How often the heap is looked at: a wave of streams makes it grow by megabytes in that time. */
    private static final Duration HEAP_CHECK = Duration.ofMillis(200);

    /** How often it is made sure that somebody listens. */
    private static final Duration LISTENER_CHECK = Duration.ofSeconds(2);

    /** How often files of certificates and keys are looked at for changes. */
    private static final Duration FILE_CHECK = Duration.ofSeconds(5);

    /** How long a worker may take over what an operator asks of all of them. */
    private static final Duration FAN_OUT_TIMEOUT = Duration.ofSeconds(5);

    /** What remains of the grace period when running requests are cut, so that their clients can be told. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final GatewayConfig config;
    private final Ticker ticker = new Ticker();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Outward outward;
    private final WorkerRegistry registry;
    private final Router router;
    private final Connections connections;
    private final HealthMonitor health;
    private final Admission admission;
    private final WorkerDiscovery named;
    private final Optional<WorkerDiscovery> discovery;
    private final Listener listener;
    private final Listener scrapes;
    private final WorkerMeters workerMeters;
    private final AccessLog accessLog;

    /**
     * Wires a gateway that does nothing yet.
     *
     * @param config what the operator chose
     * @param router chooses workers by the policy that they named
     * @param discovery further workers than those that they named, if they are to be looked for
     */
    Gateway(GatewayConfig config, Router router, Optional<WorkerDiscovery> discovery) {
        this.config = config;
        this.router = router;
        registry = new WorkerRegistry(this::newBackend, config.drain().grace(), CLOCK);
        Duration silence = config.upstream().streamIdleTimeout().orElse(Duration.ZERO);
        outward = new Outward(config.upstream().trust(), InstantSource.system());
        connections = new Connections(PoolSettings.DEFAULTS.withSilenceLimit(silence), outward.approach(), CLOCK);
        ControlClient prober = new ControlClient(config.health().timeout(), outward.approach());
        HttpProbe probe = new HttpProbe(prober, config.health().path());
        health = new HealthMonitor(registry, probe, config.health());
        admission = new Admission(config.admission(), CLOCK);
        named = new StaticDiscovery(config.workerUrls());
        this.discovery = discovery;
        accessLog = accessLog(config.log());
        Meters meters = meters();
        RequestObserver observer = new RequestMeters(meters).and(accessLog);
        listener = new Listener(config.listener(), surface(), observer, stopping::get, graceOfListener(), CLOCK);
        scrapes = Listener.forScrapes(config.metrics(), new Scrape(meters)::answer, CLOCK);
        registry.listen(new ReadinessLog(registry));
        workerMeters = new WorkerMeters(meters, registry, config.policy().name());
        registry.listen(workerMeters);
        registry.listen(router);
        registry.listen(connections);
        registry.listen(health);
    }

    /** Listens at once, and checks the workers side by side. */
    void start() {
        registry.follow(named); // First, so that nobody is told that a model is not known which only isn't yet.
        listener.start();
        LOG.log(System.Logger.Level.INFO, "listening on {0}", listener.url(), Event.LISTENING);
        scrapes.start();
        LOG.log(System.Logger.Level.INFO, "metrics at {0}/metrics", scrapes.url(), Event.METRICS_LISTENING);
        ticker.every(Listener.TICK, listener::sweep);
        ticker.every(Listener.TICK, scrapes::sweep);
        ticker.every(ANSWER_CHECK, connections::cutOverdue);
        ticker.every(IDLE_SWEEP, connections::sweep);
        ticker.every(DRAIN_SWEEP, registry::sweep);
        ticker.every(HEAP_CHECK, OldGeneration.ofThisJvm()::collectIfGrown);
        // On a thread of its own: a disk that hangs must not keep deadlines waiting.
        ticker.every(FILE_CHECK, () -> Thread.startVirtualThread(this::readAgain));
        ticker.every(LISTENER_CHECK, () -> Thread.startVirtualThread(this::endIfLost));
        discovery.ifPresent(registry::follow);
        workerMeters.showSources();
    }

    /** The port that clients connect to. */
    int port() {
        return listener.port();
    }

    /** Reads the files of certificates and keys again, as far as they have changed. */
    void readAgain() {
        listener.readAgain();
        outward.readAgain();
    }

    /**
     * Reads what a gateway of this configuration would read before it starts.
     *
     * @throws io.smg.server.config.UnusableFileException if something is no use
     */
    static void check(GatewayConfig config) {
        Listener.check(config.listener());
        new Outward(config.upstream().trust(), InstantSource.system()).readAgain();
    }

    /** The port that metrics are scraped at. */
    int metricsPort() {
        return scrapes.port();
    }

    /** Whether no inference request is under way. */
    boolean isQuiet() {
        return admission.inFlight() == 0;
    }

    /**
     * Says to whoever asks that the gateway is about to stop, and serves on for a while, so that they can notice before
     * anything is refused.
     */
    void settle() throws InterruptedException {
        stopping.set(true);
        // Nobody counts down: a second signal ends the process, and nothing else shortens this.
        boolean hurried =
                new CountDownLatch(1).await(config.drain().effectiveSettle().toNanos(), TimeUnit.NANOSECONDS);
        assert !hurried;
    }

    /** Stops accepting, lets running requests finish up to the grace period, then ends. */
    @Override
    public void close() {
        stopping.set(true);
        Duration lastWords = graceOfListener().minus(LAST_WORDS);
        ticker.after(lastWords.isNegative() ? Duration.ZERO : lastWords, connections::abort);
        listener.close();
        ticker.close();
        named.close();
        discovery.ifPresent(WorkerDiscovery::close);
        health.close();
        connections.close();
        router.close();
        scrapes.close();
        accessLog.close();
    }

    private Meters meters() {
        Meters meters = new Meters();
        ProcessMeters.show(meters);
        meters.getOrCreate(Meters.gauge("smg_admission_in_flight", admission::inFlight)
                .description("Inference requests that are in."));
        meters.getOrCreate(Meters.gauge("smg_admission_waiting", admission::waiting)
                .description("Inference requests that wait to be let in."));
        meters.getOrCreate(Meters.counter("smg_access_log_dropped_total", accessLog, AccessLog::dropped)
                .description("Lines of the access log that were dropped."));
        return meters;
    }

    private static AccessLog accessLog(LogConfig config) {
        try {
            return AccessLog.start(config);
        } catch (IOException e) {
            throw new UnusableLogException("can't write the access log: " + e);
        }
    }

    /** A gateway that nobody can connect to had better not look alive. */
    private void endIfLost() {
        if (listener.isLost() && !stopping.get()) {
            LOG.log(System.Logger.Level.ERROR, "the listener has ended, and with it the gateway", Event.LISTENER_LOST);
            Runtime.getRuntime().halt(1);
        }
    }

    private Duration graceOfListener() {
        DrainConfig drain = config.drain();
        return drain.grace().minus(drain.effectiveSettle());
    }

    private Backend newBackend(WorkerSpec spec) {
        boolean probing = config.health().mode() == HealthConfig.Mode.PROBED;
        Backend.Health unproven = probing ? Backend.Health.PENDING : Backend.Health.READY;
        return new Backend(spec, unproven, config.upstream().breaker(), outward::workerKey, CLOCK);
    }

    private Surface surface() {
        ExchangeSettings settings = new ExchangeSettings(
                config.modelAliases(),
                config.listener().asksForKeys(),
                config.upstream().requestTimeout(),
                config.upstream().retry());
        Exchange.Parts parts =
                new Exchange.Parts(admission, BodyMemory.quarterOfHeap(), router, connections, health::suspect);
        Fleet fleet = new Fleet(registry);
        ControlClient asking = new ControlClient(FAN_OUT_TIMEOUT, outward.approach());
        return new Surface(
                new Exchange(settings, parts, CLOCK),
                new Probes(registry, stopping::get),
                new Models(registry),
                new Workers(registry, config.upstream().trust().allow()),
                new FanOut(fleet, asking),
                new EngineMetrics(fleet, asking));
    }
}
