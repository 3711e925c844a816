package io.smg.policy.cacheaware;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.Worker;
import io.smg.testkit.FakeWorker;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetTest {

    private final Budget budget = new Budget(100 * Budget.BYTES_A_BLOCK);
    private final FakeWorker a = FakeWorker.of("a");
    private final FakeWorker b = FakeWorker.of("b");
    private final PrefixIndex one = index(a, b);
    private final PrefixIndex other = index(a, b);

    @Test
    void keepsEverythingUpToTheLimit() {
        one.remember(a, Texts.chain(60, 1));
        other.remember(a, Texts.chain(40, 2));

        assertThat(budget.blocks()).isEqualTo(100);
        assertThat(one.prefixes(Texts.chain(60, 1), List.of(a))).containsExactly(60);
        assertThat(other.prefixes(Texts.chain(40, 2), List.of(a))).containsExactly(40);
    }

    @Test
    void takesTheExcessFromTheLeastRecentlyUsedOfAnyModelAndWorker() {
        one.remember(a, Texts.chain(30, 1));
        one.remember(b, Texts.chain(30, 2));
        other.remember(a, Texts.chain(30, 3));
        one.remember(a, Texts.chain(30, 1));

        other.remember(b, Texts.chain(25, 4));

        assertThat(one.prefixes(Texts.chain(30, 1), List.of(a))).containsExactly(30);
        assertThat(one.prefixes(Texts.chain(30, 2), List.of(b))).containsExactly(15);
        assertThat(other.prefixes(Texts.chain(30, 3), List.of(a))).containsExactly(30);
        assertThat(other.prefixes(Texts.chain(25, 4), List.of(b))).containsExactly(25);
        assertThat(budget.blocks()).isEqualTo(100);
    }

    @Test
    void goesOnUntilAllIsWithinTheLimit() {
        for (int i = 0; i < 9; i++) {
            one.remember(i % 2 == 0 ? a : b, Texts.chain(10, i));
        }

        one.remember(a, Texts.chain(90, 100));

        assertThat(budget.blocks()).isEqualTo(100);
        assertThat(one.prefixes(Texts.chain(90, 100), List.of(a))).containsExactly(90);
    }

    @Test
    void cutsAPromptThatExceedsItAlone() {
        one.remember(a, Texts.chain(500, 1));

        assertThat(one.prefixes(Texts.chain(500, 1), List.of(a))).containsExactly(100);
    }

    @Test
    void givesRoomToOthersWhenAWorkerLeaves() {
        one.remember(a, Texts.chain(90, 1));
        one.retain(List.of(b));

        other.remember(a, Texts.chain(100, 2));

        assertThat(other.prefixes(Texts.chain(100, 2), List.of(a))).containsExactly(100);
    }

    @Test
    void endsWhereNobodyHasAnythingToGive() {
        budget.charge(1_000);

        budget.settle();

        assertThat(budget.blocks()).isEqualTo(1_000);
    }

    private PrefixIndex index(Worker... workers) {
        PrefixIndex index = new PrefixIndex(1_000, budget);
        index.retain(List.of(workers));
        return index;
    }
}
