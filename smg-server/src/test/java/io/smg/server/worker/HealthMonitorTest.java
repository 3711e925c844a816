package io.smg.server.worker;

import static io.smg.server.worker.Backends.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.WorkerSpec;
import io.smg.server.config.HealthConfig;
import io.smg.testkit.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HealthMonitorTest {

    /** So long that no test lives to see a second probe that nothing else calls for. */
    private static final Duration NEVER = Duration.ofHours(1);

    private static final Duration OFTEN = Duration.ofMillis(2);

    /** Held, so that its level is: the failure here is meant. */
    private static final Logger LOG = Logger.getLogger(HealthMonitor.class.getName());

    private final WorkerRegistry registry = new WorkerRegistry(
            spec -> Backends.pending(spec, System::nanoTime), Duration.ofSeconds(1), System::nanoTime);
    private final Answers answers = new Answers();
    private @Nullable HealthMonitor monitor;

    @AfterEach
    void close() {
        LOG.setLevel(null);
        if (monitor != null) {
            monitor.close();
        }
    }

    @Test
    void probesAWorkerAtOnceWhenItComes() throws InterruptedException {
        monitor(HealthConfig.Mode.PROBED, NEVER);
        answers.health.add(true);
        Backend worker = add("a");

        assertThat(answers.nextProbe()).isSameAs(worker);
        await(worker::isReady);
    }

    @Test
    void goesOnProbingEachInterval() throws InterruptedException {
        monitor(HealthConfig.Mode.PROBED, OFTEN);
        answers.health.addAll(List.of(true, true, true, true, true));
        add("a");

        for (int i = 0; i < 5; i++) {
            answers.nextProbe();
        }
    }

    @Test
    void givesAWorkerUpAfterThreeBadProbesAndTakesItBackAfterTwoGoodOnes() throws InterruptedException {
        HealthMonitor watching = monitor(HealthConfig.Mode.PROBED, NEVER);
        Backend worker = ready();
        probe(watching, worker, false);
        probe(watching, worker, false);
        assertThat(worker.health()).isEqualTo(Backend.Health.READY);
        probe(watching, worker, false);
        await(() -> worker.health() == Backend.Health.NOT_READY);
        probe(watching, worker, true);
        assertThat(worker.health()).isEqualTo(Backend.Health.NOT_READY);
        probe(watching, worker, true);

        await(worker::isReady);
    }

    @Test
    void saysOnceWhyAWorkerIsNotReady() throws InterruptedException {
        try (LogLines log = LogLines.of(WorkerRegistry.class)) {
            HealthMonitor watching = monitor(HealthConfig.Mode.PROBED, NEVER);
            Backend worker = add("a");
            answers.health.add(false);
            answers.nextProbe();
            probe(watching, worker, false);
            probe(watching, worker, true);
            await(worker::isReady);
            probe(watching, worker, false);
            probe(watching, worker, false);
            probe(watching, worker, false);
            await(() -> worker.health() == Backend.Health.NOT_READY);

            assertThat(log.lines())
                    .filteredOn(line -> line.contains(" is "))
                    .containsExactly(
                            "INFO worker_not_ready: worker http://a.test:8000 is not ready: it is ill",
                            "INFO worker_ready: worker http://a.test:8000 is ready",
                            "INFO worker_not_ready: worker http://a.test:8000 is not ready: it is ill");
        }
    }

    @Test
    void probesASuspectAtOnceButManySuspicionsOnlyOnce() throws InterruptedException {
        HealthMonitor watching = monitor(HealthConfig.Mode.PROBED, NEVER);
        Backend worker = ready();
        long start = System.nanoTime();
        int probes = 0;
        while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(450)) {
            watching.suspect(worker);
            answers.health.clear();
            answers.health.add(true);
            probes += answers.probed.poll(1, TimeUnit.MILLISECONDS) == null ? 0 : 1;
        }

        long most = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 100 + 2;
        assertThat(probes).isBetween(1, (int) most);
    }

    @Test
    void stopsWhenTheWorkerLeaves() throws InterruptedException {
        monitor(HealthConfig.Mode.PROBED, NEVER);
        Backend worker = add("a");
        answers.nextProbe();
        registry.remove(worker);

        await(() -> answers.interrupted);
        assertThat(worker.health())
                .as("what was asked too late counts for nothing")
                .isEqualTo(Backend.Health.PENDING);
    }

    @Test
    void stopsAllProbesWhenItIsClosed() throws InterruptedException {
        HealthMonitor watching = monitor(HealthConfig.Mode.PROBED, NEVER);
        add("a");
        answers.nextProbe();
        watching.close();

        await(() -> answers.interrupted);
    }

    @Test
    void asksForModelsUntilTheyAreKnownAndNeverAgain() throws InterruptedException {
        HealthMonitor watching = monitor(HealthConfig.Mode.PROBED, NEVER);
        answers.models = Optional.empty();
        Backend worker = ready();
        assertThat(worker.cards()).isEmpty();
        answers.models = Optional.of(List.of(new ModelCard("m", "{}")));
        probe(watching, worker, true);
        await(() -> worker.models().contains("m"));
        int asked = answers.modelQuestions.get();
        probe(watching, worker, true);
        probe(watching, worker, true);

        assertThat(answers.modelQuestions).hasValue(asked);
    }

    @Test
    void knowsTheModelsBeforeTheWorkerIsReady() throws InterruptedException {
        answers.models = Optional.of(List.of(new ModelCard("m", "{}")));
        BlockingQueue<Boolean> known = new LinkedBlockingQueue<>();
        registry.listen(new WorkerRegistry.Listener() {
            @Override
            public void stateChanged(Backend worker) {
                if (worker.isReady()) {
                    known.add(worker.models().contains("m"));
                }
            }
        });
        monitor(HealthConfig.Mode.PROBED, NEVER);
        answers.health.add(true);
        add("a");

        assertThat(known.poll(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void asksForModelsOnlyWhereWorkersAreTakenForWell() {
        monitor(HealthConfig.Mode.ASSUMED, NEVER);
        answers.models = Optional.of(List.of(new ModelCard("m", "{}")));
        Backend worker = add("a");

        await(() -> worker.models().contains("m"));
        assertThat(answers.probed).isEmpty();
    }

    @Test
    void goesOnWhereAListenerFails() throws InterruptedException {
        LOG.setLevel(Level.OFF);
        registry.listen(new WorkerRegistry.Listener() {
            @Override
            public void stateChanged(Backend worker) {
                throw new IllegalStateException("a plug-in's fault");
            }
        });
        HealthMonitor watching = monitor(HealthConfig.Mode.PROBED, NEVER);
        answers.health.add(true);
        Backend worker = add("a");
        answers.nextProbe();
        await(worker::isReady);
        watching.suspect(worker);

        answers.health.add(true);
        assertThat(answers.nextProbe()).isSameAs(worker);
    }

    private HealthMonitor monitor(HealthConfig.Mode mode, Duration interval) {
        HealthConfig config = new HealthConfig(mode, interval, Duration.ofSeconds(1), "/health", 3, 2);
        HealthMonitor made = new HealthMonitor(registry, answers, config);
        monitor = made;
        registry.listen(made);
        return made;
    }

    private Backend add(String name) {
        WorkerSpec spec = spec(name);
        return registry.add(spec, WorkerSettings.DEFAULTS).worker();
    }

    private Backend ready() throws InterruptedException {
        Backend worker = add("a");
        answers.health.add(true);
        answers.nextProbe();
        await(worker::isReady);
        return worker;
    }

    /** Has a worker probed, and waits until the result is taken into account, which is before the next probe. */
    private void probe(HealthMonitor watching, Backend worker, boolean good) throws InterruptedException {
        watching.suspect(worker);
        answers.health.add(good);
        answers.nextProbe();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** Workers' answers: each probe waits until a test says what comes of it. */
    private static final class Answers implements WorkerProbe {

        private final BlockingQueue<Boolean> health = new LinkedBlockingQueue<>();
        private final BlockingQueue<Backend> probed = new LinkedBlockingQueue<>();
        private volatile Optional<List<ModelCard>> models = Optional.empty();
        private final AtomicInteger modelQuestions = new AtomicInteger();
        private volatile boolean interrupted;

        @Override
        public Optional<String> complaint(Backend worker) {
            probed.add(worker);
            try {
                return health.take() ? Optional.empty() : Optional.of("it is ill");
            } catch (InterruptedException e) {
                interrupted = true;
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        @Override
        public Optional<List<ModelCard>> models(Backend worker) {
            modelQuestions.incrementAndGet();
            return models;
        }

        Backend nextProbe() throws InterruptedException {
            @Nullable Backend worker = probed.poll(10, TimeUnit.SECONDS);
            assertThat(worker).as("a worker is probed").isNotNull();
            return worker;
        }
    }
}
