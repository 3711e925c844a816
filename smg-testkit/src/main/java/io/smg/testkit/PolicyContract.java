package io.smg.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.smg.api.Outcome;
import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingPolicyProvider;
import io.smg.api.RoutingRequest;
import io.smg.api.Usage;
import io.smg.api.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The laws that every routing policy is held to. A policy's test class implements this, supplies the provider, and
 * inherits one test for each law.
 */
public interface PolicyContract {

    /** The provider of the policy under test. */
    RoutingPolicyProvider provider();

    /** How many requests, or parts of them, the policy may remember at a time. */
    default int requestsRemembered() {
        return 10_000;
    }

    /** The name can be typed after {@code --policy} and is always the same. */
    @Test
    default void nameIsLowerCaseAndConstant() {
        String name = provider().name();

        assertThat(name).matches("[a-z0-9_]+").isEqualTo(provider().name());
    }

    /** The answer is one of the candidates. */
    @Test
    default void answersWithACandidate() {
        List<FakeWorker> workers = FakeWorker.pool(5);
        try (RoutingPolicy policy = policyOf(workers)) {
            for (int i = 0; i < 1_000; i++) {
                assertMember(policy, distinctRequest(i), workers);
            }
        }
    }

    /** A single candidate is taken, whatever its load. */
    @Test
    default void takesTheOnlyCandidate() {
        List<FakeWorker> workers = FakeWorker.pool(3);
        try (RoutingPolicy policy = policyOf(workers)) {
            for (FakeWorker only : workers) {
                only.inFlight(100).queuedTokens(1_000_000);

                assertThat(select(policy, distinctRequest(1), List.of(only)).worker())
                        .isSameAs(only);
            }
        }
    }

    /** Candidates may be another part of the pool at every call. */
    @Test
    default void copesWithOtherCandidatesAtEveryCall() {
        List<FakeWorker> workers = FakeWorker.pool(8);
        try (RoutingPolicy policy = policyOf(workers)) {
            for (int i = 0; i < 2_000; i++) {
                int mask = 1 + i * 37 % 255;
                List<FakeWorker> some = IntStream.range(0, 8)
                        .filter(bit -> (mask >> bit & 1) == 1)
                        .mapToObj(workers::get)
                        .toList();

                assertMember(policy, distinctRequest(i % 50), some);
            }
        }
    }

    /** A request may be routed with a snapshot of the pool that is newer than what the policy was told last. */
    @Test
    default void copesWithCandidatesItWasNotToldOf() {
        try (RoutingPolicy policy = policyOf(List.of(FakeWorker.of("known")))) {
            List<FakeWorker> unknown = FakeWorker.pool(4);

            assertMember(policy, distinctRequest(1), unknown);
        }
    }

    /** A worker that left is not chosen again, by requests that went there before either. */
    @Test
    default void neverAnswersWithAWorkerThatLeft() {
        List<FakeWorker> workers = new ArrayList<>(FakeWorker.pool(10));
        try (RoutingPolicy policy = policyOf(workers)) {
            while (workers.size() > 1) {
                IntStream.range(0, 50).forEach(i -> select(policy, distinctRequest(i), workers));
                workers.removeFirst();
                policy.workersChanged(List.copyOf(workers));

                IntStream.range(0, 50).forEach(i -> assertMember(policy, distinctRequest(i), workers));
            }
        }
    }

    /** Workers that left are not kept in memory. */
    @Test
    default void letsGoOfWorkersThatLeft() throws InterruptedException {
        Retention retention = new Retention();
        try (RoutingPolicy policy = policyOf(List.of())) {
            IntStream.range(0, 100).forEach(i -> comeServeAndLeave(policy, retention));
            policy.workersChanged(List.of(FakeWorker.of("last")));

            assertThat(retention.held()).isZero();
        }
    }

    /** Requests are not kept in memory, nor their texts and headers beyond a bound. */
    @Test
    default void remembersABoundedNumberOfRequests() throws InterruptedException {
        List<FakeWorker> workers = FakeWorker.pool(4);
        Retention retention = new Retention();
        try (RoutingPolicy policy = policyOf(workers)) {
            IntStream.range(0, 100_000).forEach(i -> {
                String session = retention.watch("session-" + i);
                String prompt = retention.watch(i + " is my number");
                RoutingRequest request = FakeRequest.prompt(prompt).withHeader("x-session-id", session);
                serve(policy, retention.watch(request), workers);
            });

            assertThat(retention.held()).isLessThanOrEqualTo(requestsRemembered());
        }
    }

    /** Requests that have nothing in common are spread over equally loaded workers: half to twice the mean each. */
    @Test
    default void spreadsDistinctRequests() {
        List<FakeWorker> workers = FakeWorker.pool(4);
        Map<Worker, Integer> turns = new HashMap<>();
        try (RoutingPolicy policy = policyOf(workers)) {
            IntStream.range(0, 4_000)
                    .mapToObj(i -> select(policy, distinctRequest(i), workers))
                    .forEach(decision -> turns.merge(decision.worker(), 1, Integer::sum));
        }

        assertThat(turns).hasSize(4);
        assertThat(turns.values()).allSatisfy(count -> assertThat(count).isBetween(500, 2_000));
    }

    /** Sixteen threads may route while the pool changes. */
    @Test
    default void servesSixteenThreadsAtOnce() throws InterruptedException {
        List<FakeWorker> workers = FakeWorker.pool(8);
        try (RoutingPolicy policy = policyOf(workers)) {
            Crowd.run(16, thread -> {
                for (int i = 0; i < 1_000; i++) {
                    List<FakeWorker> some = workers.subList(i % 7, 8);
                    if (i % 100 == thread) {
                        policy.workersChanged(List.copyOf(some));
                    }
                    RoutingDecision decision = assertMember(policy, distinctRequest(i), some);
                    policy.completed(distinctRequest(i), decision, answered());
                }
            });
        }
    }

    /** Every way in which a request can end is taken without complaint, for a worker that has left since too. */
    @Test
    default void takesEveryOutcome() {
        List<FakeWorker> workers = FakeWorker.pool(2);
        try (RoutingPolicy policy = policyOf(workers)) {
            for (Outcome outcome : outcomes()) {
                RoutingDecision decision = select(policy, distinctRequest(1), workers);

                assertThatCode(() -> policy.completed(distinctRequest(1), decision, outcome))
                        .doesNotThrowAnyException();
            }
            RoutingDecision last = select(policy, distinctRequest(1), workers);
            policy.workersChanged(List.of());

            assertThatCode(() -> policy.completed(distinctRequest(1), last, answered()))
                    .doesNotThrowAnyException();
        }
    }

    /** Reasons are words of the policy's own: few, short, and independent of what clients send. */
    @Test
    default void givesFewAndShortReasons() {
        List<FakeWorker> workers = FakeWorker.pool(4);
        Set<String> reasons = new HashSet<>();
        try (RoutingPolicy policy = policyOf(workers)) {
            IntStream.range(0, 1_000)
                    .mapToObj(i -> serve(policy, distinctRequest(i), workers.subList(0, 1 + i % 4)))
                    .forEach(decision -> reasons.add(decision.reason()));
        }

        assertThat(reasons)
                .hasSizeLessThanOrEqualTo(16)
                .allSatisfy(reason -> assertThat(reason).isNotBlank().hasSizeLessThanOrEqualTo(64));
    }

    /** A request needs no model, no headers and no prompt to be routed. */
    @Test
    default void routesRequestsWithoutPrompt() {
        List<FakeWorker> workers = FakeWorker.pool(3);
        try (RoutingPolicy policy = policyOf(workers)) {
            for (int attempt = 1; attempt <= 100; attempt++) {
                RoutingDecision decision =
                        assertMember(policy, FakeRequest.empty().withAttempt(attempt), workers);

                assertThat(decision.cachedTokens()).isZero();
            }
        }
    }

    /** Instances are independent: closing one leaves the others at work. */
    @Test
    default void closesWithoutHarmToOtherInstances() {
        List<FakeWorker> workers = FakeWorker.pool(3);
        RoutingPolicy first = policyOf(workers);
        try (RoutingPolicy second = policyOf(workers)) {
            serve(first, distinctRequest(1), workers);

            assertThatCode(first::close).doesNotThrowAnyException();
            assertThat(second).isNotSameAs(first);
            assertMember(second, distinctRequest(1), workers);
        }
    }

    private RoutingPolicy policyOf(List<? extends Worker> workers) {
        RoutingPolicy policy = provider().create(FakeContext.seeded(42).withModel("model"));
        assertThat(policy).as("policy").isNotNull();
        policy.workersChanged(List.copyOf(workers));
        return policy;
    }

    private static void comeServeAndLeave(RoutingPolicy policy, Retention retention) {
        List<FakeWorker> workers = FakeWorker.pool(3).stream()
                .map(worker -> retention.watch(worker.withLabel("generation", "next")))
                .toList();
        policy.workersChanged(List.copyOf(workers));
        IntStream.range(0, 10).forEach(i -> serve(policy, distinctRequest(i), workers));
    }

    private static RoutingDecision assertMember(
            RoutingPolicy policy, RoutingRequest request, List<? extends Worker> candidates) {
        RoutingDecision decision = select(policy, request, candidates);
        assertThat(List.<Worker>copyOf(candidates)).contains(decision.worker());
        return decision;
    }

    private static RoutingDecision serve(
            RoutingPolicy policy, RoutingRequest request, List<? extends Worker> candidates) {
        RoutingDecision decision = select(policy, request, candidates);
        policy.completed(request, decision, answered());
        return decision;
    }

    private static RoutingDecision select(
            RoutingPolicy policy, RoutingRequest request, List<? extends Worker> candidates) {
        RoutingDecision decision = policy.select(request, List.copyOf(candidates));
        assertThat(decision).as("decision").isNotNull();
        return decision;
    }

    private static RoutingRequest distinctRequest(int number) {
        return FakeRequest.prompt(number + " is the number of this request")
                .withModel("model")
                .withHeader("x-session-id", "session-" + number);
    }

    private static Outcome answered() {
        return new Outcome.Answered(200, Duration.ofMillis(20), Duration.ofMillis(90), Optional.empty());
    }

    private static List<Outcome> outcomes() {
        Usage usage = new Usage(9, OptionalInt.of(4), 20);
        Usage silent = new Usage(9, OptionalInt.empty(), 20);
        return List.of(
                answered(),
                new Outcome.Answered(200, Duration.ZERO, Duration.ZERO, Optional.of(usage)),
                new Outcome.Answered(503, Duration.ZERO, Duration.ofSeconds(1), Optional.of(silent)),
                new Outcome.Failed(Duration.ofSeconds(1)),
                new Outcome.Cancelled(Duration.ofMillis(1)));
    }
}
