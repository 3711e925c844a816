package io.smg.policy.cacheaware;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BlockTableTest {

    private final BlockTable table = new BlockTable();

    @Test
    void holdsNothingAtFirst() {
        assertThat(table.holders(1)).isEmpty();
    }

    @Test
    void behavesLikeAMapOfSets() {
        Map<Long, Set<Integer>> model = new HashMap<>();
        Random random = new Random(1);
        for (int i = 0; i < 60_000; i++) {
            // Few distinct hashes, so that blocks come to have several holders, and lose them again.
            long hash = 1L + random.nextInt(2_000);
            int worker = random.nextInt(4);
            if (random.nextInt(100) < (i / 15_000 % 2 == 0 ? 90 : 10)) {
                table.add((char) worker, hash);
                model.computeIfAbsent(hash, h -> new HashSet<>()).add(worker);
            } else {
                table.remove((char) worker, hash);
                model.computeIfAbsent(hash, h -> new HashSet<>()).remove(worker);
            }
            assertThat(holders(hash)).isEqualTo(model.get(hash));
        }

        assertThat(model)
                .allSatisfy((hash, holders) -> assertThat(holders(hash)).isEqualTo(holders));
    }

    @Test
    void isEmptyWhenAllIsRemoved() {
        long[] hashes = Texts.chain(5_000, 1);
        for (long hash : hashes) {
            table.add((char) 1, hash);
        }
        for (long hash : hashes) {
            table.remove((char) 1, hash);
            table.remove((char) 1, hash);
        }

        assertThat(LongStream.of(hashes).boxed())
                .allSatisfy(hash -> assertThat(table.holders(hash)).isEmpty());
    }

    @Test
    void losesNothingUnderEightThreads() throws InterruptedException {
        long[] hashes = Texts.chain(500, 1);

        Threads.run(8, thread -> {
            for (long hash : hashes) {
                table.add((char) thread, hash);
                table.add((char) (thread + 8), hash);
            }
            for (long hash : hashes) {
                table.remove((char) thread, hash);
            }
        });

        assertThat(LongStream.of(hashes).boxed())
                .allSatisfy(hash -> assertThat(holders(hash)).containsExactlyInAnyOrder(8, 9, 10, 11, 12, 13, 14, 15));
    }

    @Test
    void findsABlockWhileOthersComeAndGo() throws InterruptedException {
        long[] staying = Texts.chain(200, 1);
        table.add((char) 9, staying);

        Threads.run(4, thread -> {
            long[] others = Texts.chain(500, 2 + thread);
            for (int i = 0; i < 200; i++) {
                table.add((char) thread, others);
                assertThat(LongStream.of(staying).allMatch(hash -> table.holders(hash)[0] == 9))
                        .isTrue();
                table.remove((char) thread, others);
            }
        });
    }

    private Set<Integer> holders(long hash) {
        return new String(table.holders(hash)).chars().boxed().collect(toSet());
    }
}
