package io.smg.server.worker;

import static io.smg.server.worker.Backends.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.WorkerDiscovery;
import io.smg.api.WorkerSpec;
import io.smg.server.config.Secret;
import io.smg.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WorkerRegistryTest {

    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final WorkerSettings SETTINGS = new WorkerSettings(7, 2, Map.of("a", "b"), Secret.parse("key"));

    private final FakeClock clock = new FakeClock();
    private final WorkerRegistry registry =
            new WorkerRegistry(spec -> Backends.of(spec, Backend.Health.READY, clock), GRACE, clock);
    private final Source source = new Source("one");
    private final Ear ear = new Ear();

    WorkerRegistryTest() {
        registry.follow(source);
        registry.listen(ear);
    }

    @Test
    void takesOverTheWholeSetThatASourceSees() {
        source.sees(spec("a"), spec("b"));
        Backend kept = worker("b");
        source.sees(spec("b"), spec("c"));

        assertThat(names()).containsExactly("b", "c");
        assertThat(worker("b")).as("what is known of it is kept").isSameAs(kept);
        assertThat(ear.heard).containsExactly("[]", "[a, b]", "[b, c]");
    }

    @Test
    void saysNothingOfASetThatIsTheSame() {
        source.sees(spec("a"), spec("b"));
        source.sees(spec("b"), spec("a"));

        assertThat(names()).containsExactly("a", "b");
        assertThat(ear.heard).containsExactly("[]", "[a, b]");
    }

    @Test
    void makesOneWorkerOfASetThatNamesItTwice() {
        source.sees(spec("a"), spec("a"));

        assertThat(names()).containsExactly("a");
    }

    @Test
    void keepsAWorkerOfTwoSourcesUntilBothHaveDroppedIt() {
        Source other = new Source("two");
        registry.follow(other);
        source.sees(spec("a"), spec("b"));
        other.sees(spec("b"));
        Backend shared = worker("b");
        source.sees();
        assertThat(names()).containsExactly("b");
        assertThat(shared.isDraining()).isFalse();
        other.sees();

        assertThat(names()).isEmpty();
        assertThat(shared.isDraining()).isTrue();
    }

    @Test
    void makesOneWorkerOfAnUrlThatSeveralSourcesSee() {
        Source other = new Source("two");
        registry.follow(other);
        source.sees(spec("a"));
        other.sees(new WorkerSpec("pod-1", spec("a").url(), Map.of("zone", "x")));

        assertThat(registry.workers()).extracting(Backend::spec).containsExactly(spec("a"));
    }

    @Test
    void takesAnotherIdentityAtAnUrlForAnotherWorker() {
        source.sees(new WorkerSpec("pod-1", spec("a").url(), Map.of()));
        Backend old = registry.workers().getFirst();
        Backends.fail(old);
        source.sees(new WorkerSpec("pod-2", spec("a").url(), Map.of()));
        Backend young = registry.workers().getFirst();

        assertThat(young).isNotSameAs(old);
        assertThat(young.admits()).isTrue();
        assertThat(old.isDraining()).isTrue();
    }

    @Test
    void takesAnotherUrlOfAnIdentityForAnotherWorker() {
        source.sees(new WorkerSpec("pod-1", spec("a").url(), Map.of()));
        source.sees(new WorkerSpec("pod-1", spec("b").url(), Map.of()));

        assertThat(names()).containsExactly("b");
        assertThat(ear.heard).containsExactly("[]", "[a]", "[b]");
    }

    @Test
    void describesAWorkerAnewThatIsTheSame() {
        source.sees(new WorkerSpec("pod-1", spec("a").url(), Map.of("zone", "x")));
        Backend worker = registry.workers().getFirst();
        source.sees(new WorkerSpec("pod-1", spec("a").url(), Map.of("zone", "y", "served_model_name", "llama")));
        source.sees(new WorkerSpec("pod-1", spec("a").url(), Map.of("zone", "y", "served_model_name", "llama")));

        assertThat(registry.workers()).containsExactly(worker);
        assertThat(worker.labels()).containsEntry("zone", "y");
        assertThat(worker.models()).containsExactly("llama");
        assertThat(ear.states).isEqualTo(1);
    }

    @Test
    void knowsHowManyWorkersEachSourceSeesAndSinceWhen() {
        Source other = new Source("two");
        registry.follow(other);
        source.sees(spec("a"), spec("b"));
        clock.advance(Duration.ofSeconds(3));

        assertThat(registry.sources().states())
                .containsExactly(
                        new Sources.State("one", 2, true, Optional.of(Duration.ofSeconds(3))),
                        new Sources.State("two", 0, false, Optional.empty()));
    }

    @Test
    void letsAWorkerThatLeavesFinishWhatItHas() {
        source.sees(spec("a"));
        Backend worker = worker("a");
        Lease lease = worker.lease(0).orElseThrow();
        source.sees();
        registry.sweep();

        assertThat(registry.workers()).isEmpty();
        assertThat(registry.all()).containsExactly(worker);
        assertThat(registry.find(worker.id())).contains(worker);
        assertThat(ear.gone).isEmpty();
        lease.close();
        registry.sweep();
        assertThat(registry.all()).isEmpty();
        assertThat(registry.find(worker.id())).isEmpty();
        assertThat(ear.gone).containsExactly(worker);
    }

    @Test
    void letsGoOfAWorkerThatDoesNotFinishWithinTheGracePeriod() {
        source.sees(spec("a"));
        Lease lease = worker("a").lease(0).orElseThrow();
        source.sees();
        clock.advance(GRACE.minusNanos(1));
        registry.sweep();
        assertThat(ear.gone).isEmpty();
        clock.advance(Duration.ofNanos(1));
        registry.sweep();

        assertThat(ear.gone).hasSize(1);
        lease.close();
    }

    @Test
    void takesAWorkerThatComesBackWhileItDrainsForANewOne() {
        source.sees(spec("a"));
        Backend old = worker("a");
        Lease lease = old.lease(0).orElseThrow();
        source.sees();
        source.sees(spec("a"));

        assertThat(worker("a")).isNotSameAs(old);
        assertThat(worker("a").isDraining()).isFalse();
        assertThat(registry.all()).containsExactly(worker("a"), old);
        lease.close();
        registry.sweep();
        assertThat(registry.all()).containsExactly(worker("a"));
    }

    @Test
    void addsAWorkerForAnOperatorOnce() {
        WorkerRegistry.Added added = registry.add(spec("a"), SETTINGS);
        WorkerRegistry.Added again = registry.add(spec("a"), WorkerSettings.DEFAULTS);

        assertThat(added.isNew()).isTrue();
        assertThat(again.isNew()).isFalse();
        assertThat(again.worker()).isSameAs(added.worker());
        assertThat(added.worker().settings()).isEqualTo(SETTINGS);
    }

    @Test
    void addsAWorkerWithItsKeyBeforeAnybodyHearsOfIt() {
        List<Optional<Secret>> keys = new ArrayList<>();
        registry.listen(new WorkerRegistry.Listener() {
            @Override
            public void workersChanged(List<Backend> workers) {
                workers.forEach(worker -> keys.add(worker.settings().apiKey()));
            }
        });
        registry.add(spec("a"), SETTINGS);

        assertThat(keys).containsExactly(Secret.parse("key"));
    }

    @Test
    void keepsAnOperatorsWorkersWhateverOtherSourcesSee() {
        registry.add(spec("a"), SETTINGS);
        source.sees(spec("b"));
        source.sees();

        assertThat(names()).containsExactly("a");
    }

    @Test
    void removesAWorkerFromAllSources() {
        Source other = new Source("two");
        registry.follow(other);
        source.sees(spec("a"), spec("b"));
        other.sees(spec("a"));
        registry.remove(worker("a"));

        assertThat(names()).containsExactly("b");
    }

    @Test
    void hasBackARemovedWorkerThatASourceGoesOnSeeing() {
        source.sees(spec("a"));
        registry.remove(worker("a"));
        source.sees(spec("a"));

        assertThat(names()).containsExactly("a");
    }

    @Test
    void leavesANewWorkerAloneWhenTheOldOneAtItsUrlIsRemovedAgain() {
        Backend old = registry.add(spec("a"), SETTINGS).worker();
        Lease lease = old.lease(0).orElseThrow();
        registry.remove(old);
        Backend back = registry.add(spec("a"), SETTINGS).worker();
        registry.remove(old);

        assertThat(registry.workers()).containsExactly(back);
        lease.close();
    }

    @Test
    void poolsKnowOfAReadyWorkerBeforeAnybodySeesThatItIsReady() {
        source.sees(spec("a"));
        registry.noteHealth(worker("a"), Backend.Health.NOT_READY, Optional.of("it is ill"));
        List<String> told = new ArrayList<>();
        registry.listen(new WorkerRegistry.Listener() {
            @Override
            public void stateChanged(Backend worker) {
                told.add("routable " + worker.isRoutable() + ", ready " + worker.isReady());
            }
        });

        registry.noteHealth(worker("a"), Backend.Health.READY, Optional.empty());

        assertThat(told).containsExactly("routable true, ready false", "routable true, ready true");
    }

    @Test
    void tellsWhenAWorkersHealthIsAnother() {
        source.sees(spec("a"));
        registry.noteHealth(worker("a"), Backend.Health.READY, Optional.empty());
        assertThat(ear.states).isZero();
        registry.noteHealth(worker("a"), Backend.Health.NOT_READY, Optional.of("it is ill"));

        assertThat(ear.states).isEqualTo(1);
        assertThat(worker("a").isReady()).isFalse();
    }

    @Test
    void tellsWhenAWorkersModelsAreKnown() {
        source.sees(spec("a"));
        registry.noteModels(worker("a"), List.of(new ModelCard("m", "{}")));

        assertThat(ear.states).isEqualTo(1);
        assertThat(worker("a").models()).containsExactly("m");
        assertThat(worker("a").mayServe("other")).isFalse();
    }

    @Test
    void copesWithAThousandWorkersThatComeOneByOne() {
        List<WorkerSpec> specs = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            specs.add(spec("w" + i));
            source.sees(specs.toArray(WorkerSpec[]::new));
        }

        assertThat(registry.workers()).hasSize(1000);
    }

    private List<String> names() {
        return Ear.names(registry.workers());
    }

    private Backend worker(String name) {
        return registry.workers().stream()
                .filter(worker -> worker.spec().equals(spec(name)))
                .findFirst()
                .orElseThrow();
    }

    /** A source that sees what a test says. */
    private static final class Source implements WorkerDiscovery {

        private final String name;
        private Consumer<List<WorkerSpec>> sink = specs -> {};

        Source(String name) {
            this.name = name;
        }

        void sees(WorkerSpec... specs) {
            sink.accept(List.of(specs));
        }

        @Override
        public String source() {
            return name;
        }

        @Override
        public void start(Consumer<List<WorkerSpec>> sink) {
            this.sink = sink;
        }

        @Override
        public void close() {}
    }

    /** Keeps what a registry tells. */
    private static final class Ear implements WorkerRegistry.Listener {

        private final List<String> heard = new ArrayList<>();
        private final List<Backend> gone = new ArrayList<>();
        private int states;

        static List<String> names(List<Backend> workers) {
            return workers.stream()
                    .map(worker -> worker.url().getHost().replace(".test", ""))
                    .toList();
        }

        @Override
        public void workersChanged(List<Backend> workers) {
            heard.add(names(workers).toString());
        }

        @Override
        public void stateChanged(Backend worker) {
            states++;
        }

        @Override
        public void workerGone(Backend worker) {
            gone.add(worker);
        }
    }
}
