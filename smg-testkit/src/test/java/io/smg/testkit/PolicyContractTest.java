package io.smg.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smg.api.Outcome;
import io.smg.api.PolicyContext;
import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingPolicyProvider;
import io.smg.api.RoutingRequest;
import io.smg.api.Worker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Every law is broken by a policy that breaks nothing else on purpose. */
class PolicyContractTest {

    @Test
    void refusesANameThatCanNotBeAnOption() {
        PolicyContract contract = () -> provider("My Policy", Fair::new);

        assertThatThrownBy(contract::nameIsLowerCaseAndConstant).isInstanceOf(AssertionError.class);
    }

    @Test
    void refusesAPolicyThatAnswersWithAStranger() {
        FakeWorker stranger = FakeWorker.of("w0");
        PolicyContract contract = rule(candidates -> RoutingDecision.of(stranger, "stranger"));

        assertThatThrownBy(contract::answersWithACandidate).isInstanceOf(AssertionError.class);
        assertThatThrownBy(contract::takesTheOnlyCandidate).isInstanceOf(AssertionError.class);
    }

    @Test
    void refusesAPolicyThatNeedsTwoCandidates() {
        PolicyContract contract = rule(candidates -> RoutingDecision.of(candidates.get(1), "second"));

        assertThatThrownBy(contract::takesTheOnlyCandidate).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(contract::copesWithOtherCandidatesAtEveryCall).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void refusesAPolicyThatClingsToItsPool() {
        PolicyContract contract = contract(Clinging::new);

        assertThatThrownBy(contract::copesWithOtherCandidatesAtEveryCall).isInstanceOf(AssertionError.class);
        assertThatThrownBy(contract::copesWithCandidatesItWasNotToldOf).isInstanceOf(AssertionError.class);
        assertThatThrownBy(contract::neverAnswersWithAWorkerThatLeft).isInstanceOf(AssertionError.class);
    }

    @Test
    void refusesAPolicyThatKeepsEveryWorker() {
        PolicyContract contract = contract(Hoarding::new);

        assertThatThrownBy(contract::letsGoOfWorkersThatLeft).isInstanceOf(AssertionError.class);
    }

    @Test
    void refusesAPolicyThatKeepsEverySession() {
        PolicyContract contract = contract(Hoarding::new);

        assertThatThrownBy(contract::remembersABoundedNumberOfRequests).isInstanceOf(AssertionError.class);
    }

    @Test
    void refusesAPolicyThatPrefersTheFirst() {
        PolicyContract contract = rule(candidates -> RoutingDecision.of(candidates.getFirst(), "first"));

        assertThatThrownBy(contract::spreadsDistinctRequests).isInstanceOf(AssertionError.class);
    }

    @Test
    void refusesAPolicyThatOneThreadBreaksForAnother() {
        PolicyContract contract = contract(() -> new Fair(List.of(Thread.currentThread())));

        assertThatThrownBy(contract::servesSixteenThreadsAtOnce).isInstanceOf(AssertionError.class);
    }

    @Test
    void refusesAPolicyThatMindsHowARequestEnds() {
        PolicyContract contract = contract(Squeamish::new);

        assertThatThrownBy(contract::takesEveryOutcome).isInstanceOf(AssertionError.class);
    }

    @Test
    void refusesReasonsMadeFromRequests() {
        AtomicInteger count = new AtomicInteger();
        PolicyContract contract =
                rule(candidates -> RoutingDecision.of(candidates.getFirst(), "request " + count.incrementAndGet()));

        assertThatThrownBy(contract::givesFewAndShortReasons).isInstanceOf(AssertionError.class);
    }

    @Test
    void refusesAPolicyThatNeedsAPrompt() {
        PolicyContract contract = rule(candidates -> new RoutingDecision(candidates.getFirst(), "warm", 1));

        assertThatThrownBy(contract::routesRequestsWithoutPrompt).isInstanceOf(AssertionError.class);
    }

    @Test
    void refusesOnePolicyForAllPools() {
        RoutingPolicy shared = new Fair();
        PolicyContract contract = contract(() -> shared);

        assertThatThrownBy(contract::closesWithoutHarmToOtherInstances).isInstanceOf(AssertionError.class);
    }

    @Test
    void acceptsAFairPolicy() {
        PolicyContract contract = contract(Fair::new);

        assertThatCode(() -> {
                    contract.nameIsLowerCaseAndConstant();
                    contract.spreadsDistinctRequests();
                    contract.servesSixteenThreadsAtOnce();
                    contract.letsGoOfWorkersThatLeft();
                    contract.remembersABoundedNumberOfRequests();
                    contract.closesWithoutHarmToOtherInstances();
                })
                .doesNotThrowAnyException();
    }

    private static PolicyContract rule(Function<List<Worker>, RoutingDecision> rule) {
        return contract(() -> (RoutingPolicy) (request, candidates) -> rule.apply(candidates));
    }

    private static PolicyContract contract(Supplier<RoutingPolicy> policy) {
        return () -> provider("some_policy", policy);
    }

    private static RoutingPolicyProvider provider(String name, Supplier<RoutingPolicy> policy) {
        return new RoutingPolicyProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public RoutingPolicy create(PolicyContext context) {
                return policy.get();
            }
        };
    }

    /** Takes the candidates in turn, for the threads that it serves. */
    private static class Fair implements RoutingPolicy {

        private final AtomicInteger turns = new AtomicInteger();
        private final List<Thread> served;

        Fair() {
            this(List.of());
        }

        Fair(List<Thread> served) {
            this.served = served;
        }

        @Override
        public RoutingDecision select(RoutingRequest request, List<Worker> candidates) {
            if (!served.isEmpty() && !served.contains(Thread.currentThread())) {
                throw new IllegalStateException("not my thread");
            }
            return RoutingDecision.of(candidates.get(turns.getAndIncrement() % candidates.size()), "turn");
        }
    }

    /** Looks at the pool as it was first told of it, and never at the candidates. */
    private static final class Clinging extends Fair {

        private List<Worker> pool = List.of();

        @Override
        public void workersChanged(List<Worker> workers) {
            pool = pool.isEmpty() ? workers : pool;
        }

        @Override
        public RoutingDecision select(RoutingRequest request, List<Worker> candidates) {
            return super.select(request, pool);
        }
    }

    /** Remembers every session, and every worker that it was told of. */
    private static final class Hoarding extends Fair {

        private final Map<String, Worker> sessions = new HashMap<>();
        private final List<Worker> everybody = new ArrayList<>();

        @Override
        public void workersChanged(List<Worker> workers) {
            everybody.addAll(workers);
        }

        @Override
        public RoutingDecision select(RoutingRequest request, List<Worker> candidates) {
            RoutingDecision decision = super.select(request, candidates);
            sessions.put(request.header("X-Session-Id").orElse(""), decision.worker());
            return decision;
        }
    }

    /** Is upset by a failure. */
    private static final class Squeamish extends Fair {

        @Override
        public void completed(RoutingRequest request, RoutingDecision decision, Outcome outcome) {
            if (outcome instanceof Outcome.Failed) {
                throw new IllegalStateException("failed");
            }
        }
    }
}
