package io.smg.policy.cacheaware;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.Outcome;
import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingRequest;
import io.smg.api.Usage;
import io.smg.api.Worker;
import io.smg.testkit.FakeContext;
import io.smg.testkit.FakeRequest;
import io.smg.testkit.FakeWorker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CacheAwarePolicyTest {

    private static final int BLOCK = BlockHashes.BLOCK;

    private final FakeWorker a = FakeWorker.of("a");
    private final FakeWorker b = FakeWorker.of("b");
    private final List<Worker> both = List.of(a, b);
    private final RoutingPolicy policy = new CacheAwarePolicyProvider().create(FakeContext.seeded(1));

    @AfterEach
    void close() {
        policy.close();
    }

    @Test
    void hasTheNameOfTheCommandLine() {
        assertThat(new CacheAwarePolicyProvider().name()).isEqualTo("cache_aware");
    }

    @Test
    void sendsAPromptWhereItsPrefixWent() {
        policy.workersChanged(both);
        String prefix = Texts.blocks(6, 1);
        Worker first = policy.select(FakeRequest.prompt(prefix), both).worker();

        for (int i = 0; i < 20; i++) {
            FakeRequest request = FakeRequest.prompt(prefix + Texts.blocks(2, 100 + i));

            assertThat(policy.select(request, both))
                    .isEqualTo(new RoutingDecision(first, "prefix-held", 6 * BLOCK / 4));
        }
    }

    @Test
    void countsPrefixesInTheTokensOfTheRequest() {
        policy.workersChanged(both);
        FakeRequest request = FakeRequest.prompt(Texts.blocks(4, 1) + "rest").withPromptTokens(2 * BLOCK + 2);
        policy.select(request, List.of(a));

        assertThat(policy.select(request, both).cachedTokens()).isEqualTo(2 * BLOCK);
    }

    @Test
    void sendsItElsewhereIfTheHolderIsTooBusy() {
        policy.workersChanged(both);
        FakeRequest request = FakeRequest.prompt(Texts.blocks(4, 1));
        policy.select(request, List.of(a));
        a.queuedTokens(3 * BLOCK + 1);

        assertThat(policy.select(request, both)).isEqualTo(new RoutingDecision(b, "holders-too-busy", 0));
        assertThat(policy.select(request, List.of(b)).cachedTokens()).isEqualTo(BLOCK);
    }

    @Test
    void forgetsAWorkerThatLeftAndCameBack() {
        policy.workersChanged(both);
        FakeRequest request = FakeRequest.prompt(Texts.blocks(4, 1));
        policy.select(request, List.of(a));

        policy.workersChanged(List.of(b));
        policy.workersChanged(both);

        assertThat(policy.select(request, List.of(a)).cachedTokens()).isZero();
    }

    @Test
    void remembersNoMoreThanAWorkersShareOfCharacters() {
        try (RoutingPolicy small = new CacheAwarePolicyProvider()
                .create(FakeContext.seeded(1).withOption("max-tree-size", Integer.toString(3 * BLOCK)))) {
            small.workersChanged(both);
            FakeRequest request = FakeRequest.prompt(Texts.blocks(8, 1));
            small.select(request, List.of(a));

            assertThat(small.select(request, List.of(a)).cachedTokens()).isEqualTo(3 * BLOCK / 4);
        }
    }

    @Test
    void followsTheThresholdsIfOneIsGiven() {
        try (RoutingPolicy thresholds =
                new CacheAwarePolicyProvider().create(FakeContext.seeded(1).withOption("cache-threshold", "0.6"))) {
            thresholds.workersChanged(both);
            thresholds.select(FakeRequest.prompt(Texts.blocks(2, 1)), List.of(a));
            a.inFlight(1).queuedTokens(1_000_000);

            assertThat(reason(thresholds, Texts.blocks(2, 1) + Texts.blocks(1, 2)))
                    .isEqualTo("longest-match");
            assertThat(reason(thresholds, Texts.blocks(2, 1) + Texts.blocks(2, 3)))
                    .isEqualTo("no-match-long-enough");
        }
    }

    @Test
    void expectsLessOfAWorkerThatReportedLess() {
        FakeRequest request = remembered(1_000);

        policy.completed(request, expecting(request, 1_000), reported(request, 999));

        assertThat(policy.select(request, List.of(a)).cachedTokens()).isEqualTo(980 * BLOCK / 4);
    }

    @Test
    void expectsMoreAgainOfAWorkerThatReportedMore() {
        FakeRequest request = remembered(1_000);
        policy.completed(request, expecting(request, 1_000), reported(request, 0));

        policy.completed(request, expecting(request, 1), reported(request, 2));
        policy.select(request, List.of(a));

        assertThat(policy.select(request, List.of(a)).cachedTokens()).isEqualTo(1_000 * BLOCK / 4);
    }

    @Test
    void learnsNothingFromADifferenceOfLessThanABlock() {
        FakeRequest request = remembered(1_000);
        RoutingDecision decision = expecting(request, 500);
        int expected = decision.cachedTokens();

        policy.completed(request, decision, answered(request.promptTokens(), OptionalInt.of(expected - BLOCK / 4 + 1)));
        policy.completed(request, decision, answered(request.promptTokens(), OptionalInt.of(expected + BLOCK / 4 - 1)));

        assertThat(policy.select(request, List.of(a)).cachedTokens()).isEqualTo(1_000 * BLOCK / 4);
    }

    @Test
    void comparesOnTheScaleOfTheTokensReported() {
        FakeRequest request = remembered(1_000);
        int twice = 2 * request.promptTokens();

        policy.completed(request, expecting(request, 1_000), answered(twice, OptionalInt.of(twice)));
        assertThat(policy.select(request, List.of(a)).cachedTokens()).isEqualTo(1_000 * BLOCK / 4);

        policy.completed(request, expecting(request, 1_000), answered(twice, OptionalInt.of(twice / 2)));
        assertThat(policy.select(request, List.of(a)).cachedTokens()).isEqualTo(980 * BLOCK / 4);
    }

    @Test
    void learnsNothingWhereNothingIsReported() {
        FakeRequest request = remembered(1_000);
        RoutingDecision decision = expecting(request, 1_000);

        policy.completed(request, decision, answered(request.promptTokens(), OptionalInt.empty()));
        policy.completed(request, decision, new Outcome.Failed(Duration.ZERO));
        policy.completed(request, decision, new Outcome.Cancelled(Duration.ZERO));
        policy.completed(request, decision, new Outcome.Answered(200, Duration.ZERO, Duration.ZERO, Optional.empty()));

        assertThat(policy.select(request, List.of(a)).cachedTokens()).isEqualTo(1_000 * BLOCK / 4);
    }

    @Test
    void learnsNothingFromPromptsThatAreTooShort() {
        FakeRequest request = remembered(1_000);
        FakeRequest tiny = FakeRequest.prompt("hello");

        policy.completed(tiny, new RoutingDecision(a, "", 9), answered(100_000, OptionalInt.of(0)));
        policy.completed(FakeRequest.empty(), expecting(request, 9), answered(100, OptionalInt.of(0)));
        policy.completed(request.withPromptTokens(0), expecting(request, 9), answered(100, OptionalInt.of(0)));

        assertThat(policy.select(request, List.of(a)).cachedTokens()).isEqualTo(1_000 * BLOCK / 4);
    }

    private FakeRequest remembered(int blocks) {
        policy.workersChanged(both);
        FakeRequest request = FakeRequest.prompt(Texts.blocks(blocks, 1));
        policy.select(request, List.of(a));
        return request;
    }

    private RoutingDecision expecting(RoutingRequest request, int blocks) {
        assertThat(request.promptTokens()).isPositive();
        return new RoutingDecision(a, "prefix-held", blocks * BLOCK / 4);
    }

    private static Outcome reported(RoutingRequest request, int blocks) {
        return answered(request.promptTokens(), OptionalInt.of(blocks * BLOCK / 4));
    }

    private static Outcome answered(int promptTokens, OptionalInt cachedTokens) {
        Usage usage = new Usage(promptTokens, cachedTokens, 1);
        return new Outcome.Answered(200, Duration.ZERO, Duration.ZERO, Optional.of(usage));
    }

    private static String reason(RoutingPolicy policy, String prompt) {
        return policy.select(
                        FakeRequest.prompt(prompt), List.of(FakeWorker.of("a").inFlight(1), FakeWorker.of("b")))
                .reason();
    }
}
