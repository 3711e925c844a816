package io.smg.policy.cacheaware;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.RoutingDecision;
import io.smg.api.Worker;
import io.smg.testkit.FakeWorker;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CostRuleTest {

    private static final int BLOCK = BlockHashes.BLOCK;

    private final FakeWorker a = FakeWorker.of("a");
    private final FakeWorker b = FakeWorker.of("b");
    private final CostRule rule = new CostRule(2, new Random(1));

    @Test
    void prefersTheHolderWhileItsQueueIsShorterThanTwiceTheSavingAndTheSavingAgain() {
        // 1,000 tokens, of which a holds half: b costs 3,000, a costs 1,500 and its queue.
        a.queuedTokens(1_499);
        assertThat(choose(1, 0)).isEqualTo(new RoutingDecision(a, "prefix-held", 500));

        a.queuedTokens(1_501);
        assertThat(choose(1, 0)).isEqualTo(new RoutingDecision(b, "holders-too-busy", 0));
    }

    @Test
    void prefersTheLongerPrefix() {
        assertThat(choose(1, 2)).isEqualTo(new RoutingDecision(b, "prefix-held", 1_000));
    }

    @Test
    void takesTheShortestQueueWhereNothingIsHeld() {
        a.queuedTokens(1).inFlight(0);
        b.queuedTokens(0).inFlight(9);

        assertThat(choose(0, 0)).isEqualTo(new RoutingDecision(b, "prefix-unknown", 0));
    }

    @Test
    void breaksTiesByRequestsInFlight() {
        a.inFlight(2);
        b.inFlight(1);

        assertThat(choose(1, 1).worker()).isSameAs(b);
        assertThat(rule.choose(choices(List.of(b, a), 1, 1)).worker()).isSameAs(b);
    }

    @Test
    void givesEqualWorkersEqualShares() {
        List<FakeWorker> pool = FakeWorker.pool(5);
        int[] turns = new int[5];
        IntStream.range(0, 5_000)
                .mapToObj(i -> rule.choose(choices(List.copyOf(pool), 0, 0, 0, 0, 0)))
                .forEach(decision -> turns[pool.indexOf(decision.worker())]++);

        assertThat(IntStream.of(turns).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(880, 1_120));
    }

    @Test
    void letsAnOfferOfHigherCostPass() {
        Best best = new Best(new Random(1));
        best.offer(3, a.inFlight(5), 10);
        best.offer(4, b.inFlight(0), 11);
        assertThat(best.index()).isEqualTo(3);

        best.offer(5, FakeWorker.of("c").inFlight(9), 9);
        assertThat(best.index()).isEqualTo(5);
    }

    @Test
    void countsTokensOfPromptsTooLongForAnInt() {
        int length = Integer.MAX_VALUE - 4 * BLOCK;
        Choices choices = new Choices(List.of(a), new int[] {length / BLOCK / 2}, length, 1_000_000_000);

        assertThat(choices.cachedTokens(0)).isBetween(499_999_000, 500_000_000);
        assertThat(choices.uncachedTokens(0)).isEqualTo(1_000_000_000 - choices.cachedTokens(0));
    }

    private RoutingDecision choose(int... held) {
        return rule.choose(choices(List.of(a, b), held));
    }

    private static Choices choices(List<Worker> workers, int... held) {
        return new Choices(workers, held, 2 * BLOCK, 1_000);
    }
}
