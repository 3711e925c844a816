package io.smg.policy.cacheaware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WorkerSetTest {

    @Test
    void behavesLikeASortedSet() {
        TreeSet<Integer> model = new TreeSet<>();
        char[] set = WorkerSet.NONE;
        Random random = new Random(1);
        for (int i = 0; i < 8_000; i++) {
            char worker = (char) random.nextInt(1 + i / 10);
            boolean adds = random.nextInt(100) < (i / 1_000 % 2 == 0 ? 60 : 40);
            char[] before = set.clone();
            char[] after = adds ? WorkerSet.with(set, worker) : WorkerSet.without(set, worker);
            boolean changed = adds ? model.add((int) worker) : model.remove((int) worker);

            assertThat(Arrays.equals(set, before)).isTrue();
            assertThat(after == set).isNotEqualTo(changed);
            assertThat(new String(after).chars().boxed().toList()).isEqualTo(List.copyOf(model));
            set = after;
        }
    }

    @Test
    void hasOneArrayForEachSingleWorker() {
        char[] single = WorkerSet.with(WorkerSet.NONE, (char) 7);

        assertThat(WorkerSet.with(WorkerSet.NONE, (char) 7)).isSameAs(single);
        assertThat(WorkerSet.without(WorkerSet.with(single, (char) 9), (char) 9))
                .isSameAs(single);
        assertThat(WorkerSet.without(WorkerSet.with(single, (char) 3), (char) 3))
                .isSameAs(single);
    }

    @Test
    void takesNumbersBeyondTheSharedOnes() {
        assertThat(WorkerSet.with(WorkerSet.NONE, (char) 60_000)).containsExactly((char) 60_000);
        assertThat(WorkerSet.with(WorkerSet.NONE, (char) 1_024)).containsExactly((char) 1_024);
    }
}
