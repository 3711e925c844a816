package io.smg.policy.cacheaware;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.RoutingDecision;
import io.smg.api.Worker;
import io.smg.testkit.FakeWorker;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThresholdRuleTest {

    private final FakeWorker a = FakeWorker.of("a");
    private final FakeWorker b = FakeWorker.of("b");
    private final FakeWorker c = FakeWorker.of("c");
    private final ThresholdRule rule = new ThresholdRule(0.5, 10, 1.5, new Random(1));

    @Test
    void takesTheLongestMatchIfItIsMoreThanTheThresholdsShare() {
        loads(2, 1, 0);

        assertThat(choose(3, 2, 0)).isEqualTo(new RoutingDecision(a, "longest-match", 750));
    }

    @Test
    void takesTheLeastLoadedIfTheMatchIsExactlyTheShare() {
        loads(2, 1, 0);

        assertThat(choose(2, 0, 1)).isEqualTo(new RoutingDecision(c, "no-match-long-enough", 250));
    }

    @Test
    void takesTheLessLoadedOfEqualMatches() {
        loads(2, 1, 0);

        assertThat(choose(3, 3, 0).worker()).isSameAs(b);
    }

    @Test
    void takesTheLeastLoadedWhereLoadsAreFarApart() {
        loads(20, 9, 10);

        assertThat(choose(4, 0, 0)).isEqualTo(new RoutingDecision(b, "loads-far-apart", 0));
    }

    @Test
    void isBalancedWhileTheDifferenceIsWithinTheAbsoluteThreshold() {
        loads(11, 1, 5);

        assertThat(choose(4, 0, 0).reason()).isEqualTo("longest-match");
    }

    @Test
    void isBalancedWhileTheGreatestIsWithinTheRelativeThreshold() {
        loads(60, 40, 50);
        assertThat(choose(4, 0, 0).reason()).isEqualTo("longest-match");

        loads(61, 40, 50);
        assertThat(choose(4, 0, 0).reason()).isEqualTo("loads-far-apart");
    }

    @Test
    void takesNoNoticeOfQueuedTokens() {
        a.queuedTokens(1_000_000);

        assertThat(choose(4, 0, 0).worker()).isSameAs(a);
    }

    @Test
    void givesEqualWorkersEqualSharesOfPromptsWithoutText() {
        List<Worker> pool = List.of(a, b, c);
        int[] turns = new int[3];
        IntStream.range(0, 3_000)
                .mapToObj(i -> rule.choose(new Choices(pool, new int[3], 0, 0)))
                .forEach(decision -> turns[pool.indexOf(decision.worker())]++);

        assertThat(IntStream.of(turns).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(880, 1_120));
    }

    private void loads(int ofA, int ofB, int ofC) {
        a.inFlight(ofA);
        b.inFlight(ofB);
        c.inFlight(ofC);
    }

    private RoutingDecision choose(int... held) {
        return rule.choose(new Choices(List.of(a, b, c), held, 4 * BlockHashes.BLOCK, 1_000));
    }
}
