package io.smg.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.smg.api.Outcome;
import io.smg.api.PolicyContext;
import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingPolicyProvider;
import io.smg.api.RoutingRequest;
import io.smg.api.Worker;
import io.smg.server.worker.Backend;
import io.smg.server.worker.Backends;
import io.smg.testkit.FakeClock;
import io.smg.testkit.FakeRequest;
import io.smg.testkit.FakeWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouterTest {

    /** Held, so that its level is: the failures here are meant. */
    private static final Logger LOG = Logger.getLogger(Router.class.getPackageName());

    private final FakeClock clock = new FakeClock();
    private final Backend a = Backends.ready("a", clock);
    private final Backend b = Backends.ready("b", clock);
    private final Provider provider = new Provider();
    private final Router router = new Router(provider, Map.of());

    @BeforeEach
    void beQuiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterEach
    void speakAgain() {
        LOG.setLevel(null);
    }

    @Test
    void choosesWhatThePolicySays() {
        router.workersChanged(List.of(a, b));
        provider.answer = (request, candidates) -> RoutingDecision.of(candidates.getLast(), "last");

        assertThat(chosen("", Set.of())).containsSame(b);
    }

    @Test
    void choosesAtRandomWhereThePolicyFails() {
        router.workersChanged(List.of(a, b));
        provider.answer = (request, candidates) -> {
            throw new IllegalStateException("no idea");
        };

        assertThat(chosen("", Set.of(a))).containsSame(b);
        assertThat(reason()).isEqualTo("policy-failed");
    }

    @Test
    void choosesAtRandomWhereThePolicyNamesAStranger() {
        router.workersChanged(List.of(a, b));
        provider.answer = (request, candidates) -> RoutingDecision.of(FakeWorker.of("stranger"), "who");

        assertThat(chosen("", Set.of(a))).containsSame(b);
        assertThat(reason()).isEqualTo("policy-failed");
    }

    @Test
    void choosesAtRandomWhereThePolicyNamesAWorkerThatIsNoCandidate() {
        router.workersChanged(List.of(a, b));
        provider.answer = (request, candidates) -> RoutingDecision.of(a, "again");

        assertThat(chosen("", Set.of(a))).containsSame(b);
    }

    @Test
    void choosesNobodyWhereNobodyCanTakeTheRequest() {
        router.workersChanged(List.of(a));
        Backends.fail(a);

        assertThat(chosen("", Set.of())).isEmpty();
    }

    @Test
    void saysWhetherAnotherCouldTakeTheRequest() {
        router.workersChanged(List.of(a, b));
        assertThat(hasOther(Set.of(a))).isTrue();
        assertThat(hasOther(Set.of(a, b))).isFalse();
        Backends.fail(b);

        assertThat(hasOther(Set.of(a))).isFalse();
    }

    @Test
    void findsTheWorkersOfAModel() {
        Backends.serving(a, "m", "both");
        Backends.serving(b, "n", "both");
        router.workersChanged(List.of(a, b));

        assertThat(router.pool("m").orElseThrow().ready()).containsExactly(a);
        assertThat(router.pool("both").orElseThrow().ready()).containsExactly(a, b);
        assertThat(router.pool("unknown").orElseThrow().ready()).containsExactly(a, b);
        assertThat(router.pool("nobody's")).isEmpty();
    }

    @Test
    void givesAWorkerWhoseModelsAreNotKnownAnyModel() {
        Backends.serving(a, "m");
        router.workersChanged(List.of(a, b));

        assertThat(router.pool("anything").orElseThrow().ready()).containsExactly(b);
        assertThat(router.pool("m").orElseThrow().ready()).containsExactly(a, b);
    }

    @Test
    void alwaysFindsAWorkerThatIsJustSayingWhatItServes() {
        RoutingRequest request = FakeRequest.empty().withModel("m");
        for (int i = 0; i < 2000; i++) {
            Backend teller = Backends.ready("teller", clock);
            Router one = new Router(provider, Map.of());
            one.workersChanged(List.of(teller));
            Thread change = Thread.startVirtualThread(() -> {
                Backends.serving(teller, "m");
                one.stateChanged(teller);
            });
            do {
                assertThat(one.hasOther(request, Set.of())).isTrue();
                assertThat(one.choose(request, Set.of())).isPresent();
            } while (change.isAlive());
        }
    }

    @Test
    void leavesOutWorkersThatAreNotReady() {
        Backend pending = Backends.pending(Backends.spec("p"), clock);
        router.workersChanged(List.of(a, pending));
        Pool pool = router.pool("").orElseThrow();
        assertThat(pool.ready()).containsExactly(a);
        Backends.drain(a);
        router.stateChanged(a);

        assertThat(pool.ready()).isEmpty();
        assertThat(pool.members()).containsExactly(a, pending);
    }

    @Test
    void endsThePolicyOfAModelThatNobodyServesAnyMore() {
        Backends.serving(a, "m");
        router.workersChanged(List.of(a));
        router.workersChanged(List.of());

        assertThat(provider.closed).containsExactly("m");
        assertThat(router.pool("m")).isEmpty();
    }

    @Test
    void followsItsWorkersWhereAPolicyFailsOnThem() {
        provider.failing = true;

        assertThatCode(() -> router.workersChanged(List.of(a, b))).doesNotThrowAnyException();
        assertThat(router.pool("").orElseThrow().ready()).containsExactly(a, b);
    }

    @Test
    void servesOnWhereAPolicyFailsOnAnOutcome() {
        provider.failing = true;
        router.workersChanged(List.of(a));
        Choice choice = router.choose(FakeRequest.empty(), Set.of()).orElseThrow();

        assertThatCode(() -> router.completed(choice, FakeRequest.empty(), new Outcome.Cancelled(Duration.ZERO)))
                .doesNotThrowAnyException();
    }

    private Optional<Backend> chosen(String model, Set<Worker> tried) {
        return router.choose(FakeRequest.empty().withModel(model), tried).map(Choice::worker);
    }

    private boolean hasOther(Set<Worker> tried) {
        return router.hasOther(FakeRequest.empty(), tried);
    }

    private String reason() {
        return router.choose(FakeRequest.empty(), Set.of(a))
                .map(choice -> choice.decision().reason())
                .orElse("");
    }

    /** Chooses as a test says. */
    @FunctionalInterface
    private interface Answer {
        RoutingDecision select(RoutingRequest request, List<Worker> candidates);
    }

    /** Policies that choose as a test says, and fail at everything else if it says so. */
    private static final class Provider implements RoutingPolicyProvider {

        private final List<String> closed = new ArrayList<>();
        private Answer answer = (request, candidates) -> RoutingDecision.of(candidates.getFirst(), "first");
        private boolean failing;

        @Override
        public String name() {
            return "test";
        }

        @Override
        public RoutingPolicy create(PolicyContext context) {
            return new RoutingPolicy() {
                @Override
                public RoutingDecision select(RoutingRequest request, List<Worker> candidates) {
                    return answer.select(request, candidates);
                }

                @Override
                public void workersChanged(List<Worker> workers) {
                    fail();
                }

                @Override
                public void completed(RoutingRequest request, RoutingDecision decision, Outcome outcome) {
                    fail();
                }

                @Override
                public void close() {
                    closed.add(context.model());
                }
            };
        }

        private void fail() {
            if (failing) {
                throw new IllegalStateException("as told");
            }
        }
    }
}
