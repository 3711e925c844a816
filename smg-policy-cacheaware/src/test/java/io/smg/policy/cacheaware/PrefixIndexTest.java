package io.smg.policy.cacheaware;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.Worker;
import io.smg.testkit.FakeWorker;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrefixIndexTest {

    private final Budget budget = new Budget(Long.MAX_VALUE);
    private final FakeWorker a = FakeWorker.of("a");
    private final FakeWorker b = FakeWorker.of("b");
    private final List<Worker> both = List.of(a, b);

    @Test
    void knowsNothingOfAPromptThatWasSentNowhere() {
        PrefixIndex index = index(100);

        assertThat(index.prefixes(Texts.chain(5, 1), both)).containsExactly(0, 0);
        assertThat(index.prefixes(new long[0], both)).containsExactly(0, 0);
    }

    @Test
    void believesThatAWorkerHoldsWhatItWasSent() {
        PrefixIndex index = index(100);
        long[] chain = Texts.chain(5, 1);
        index.remember(a, chain);
        index.remember(b, Arrays.copyOf(chain, 2));

        assertThat(index.prefixes(chain, both)).containsExactly(5, 2);
        assertThat(index.prefixes(chain, List.of(b, a))).containsExactly(2, 5);
        assertThat(index.prefixes(Arrays.copyOf(chain, 3), both)).containsExactly(3, 2);
    }

    @Test
    void countsOnlyWhatIsHeldFromTheBeginning() {
        PrefixIndex index = index(100);
        long[] chain = Texts.chain(5, 1);
        index.remember(a, Arrays.copyOfRange(chain, 1, 5));
        index.remember(b, new long[] {chain[0], chain[2]});

        assertThat(index.prefixes(chain, both)).containsExactly(0, 1);
    }

    @Test
    void losesTheEndOfTheLeastRecentlySentPromptFirst() {
        PrefixIndex index = index(10);
        long[] first = Texts.chain(4, 1);
        long[] second = Texts.chain(4, 2);
        index.remember(a, first);
        index.remember(a, second);
        index.remember(a, first);

        index.remember(a, Texts.chain(5, 3));

        assertThat(index.prefixes(first, List.of(a))).containsExactly(4);
        assertThat(index.prefixes(second, List.of(a))).containsExactly(1);
        assertThat(budget.blocks()).isEqualTo(10);
    }

    @Test
    void holdsTheBeginningOfAPromptThatIsLongerThanItsRoom() {
        PrefixIndex index = index(10);
        long[] chain = Texts.chain(25, 1);

        index.remember(a, chain);

        assertThat(index.prefixes(chain, both)).containsExactly(10, 0);
    }

    @Test
    void shrinksToWhatAWorkerTurnsOutToHold() {
        PrefixIndex index = index(2_000);
        long[] chain = Texts.chain(1_000, 1);
        index.remember(a, chain);

        index.of(a).orElseThrow().foundLess();
        assertThat(index.prefixes(chain, both)).containsExactly(980, 0);

        index.of(a).orElseThrow().foundMore();
        index.remember(a, chain);
        assertThat(index.prefixes(chain, both)).containsExactly(1_000, 0);
        assertThat(budget.blocks()).isEqualTo(1_000);
    }

    @Test
    void forgetsAWorkerThatLeftAtOnce() {
        PrefixIndex index = index(100);
        long[] chain = Texts.chain(5, 1);
        index.remember(a, chain);
        index.remember(b, chain);

        index.retain(List.of(b));

        assertThat(index.of(a)).isEmpty();
        assertThat(index.prefixes(chain, both)).containsExactly(0, 5);
        assertThat(budget.blocks()).isEqualTo(5);
        index.retain(both);
        assertThat(index.prefixes(chain, both)).containsExactly(0, 5);
    }

    @Test
    void remembersNothingForAWorkerThatLeftMeanwhile() {
        PrefixIndex index = index(100);
        WorkerBlocks straggler = index.of(a).orElseThrow();
        index.retain(List.of(b));

        straggler.remember(Texts.chain(5, 1));

        assertThat(budget.blocks()).isZero();
        assertThat(straggler.oldest()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void givesTheNumberOfOneThatLeftToTheNext() {
        PrefixIndex index = index(100);
        long[] chain = Texts.chain(5, 1);
        index.remember(a, chain);
        FakeWorker c = FakeWorker.of("c");

        index.retain(List.of(b));
        index.retain(List.of(b, c, c));

        assertThat(index.of(c).orElseThrow().number()).isEqualTo((char) 0);
        assertThat(index.of(b).orElseThrow().number()).isEqualTo((char) 1);
        assertThat(index.prefixes(chain, List.of(b, c))).containsExactly(0, 0);
    }

    @Test
    void knowsNothingOfWorkersThatItWasNotToldOf() {
        PrefixIndex index = index(100);
        FakeWorker stranger = FakeWorker.of("stranger");
        long[] chain = Texts.chain(5, 1);
        index.remember(a, chain);
        index.remember(stranger, chain);

        assertThat(index.prefixes(chain, List.of(stranger, a))).containsExactly(0, 5);
    }

    @Test
    void holdsNothingOnceClosed() {
        PrefixIndex index = index(100);
        index.remember(a, Texts.chain(5, 1));

        index.close();

        assertThat(index.of(a)).isEmpty();
        assertThat(budget.blocks()).isZero();
    }

    @Test
    void servesAThousandWorkers() {
        List<Worker> thousand = List.copyOf(FakeWorker.pool(1_000));
        PrefixIndex index = new PrefixIndex(100, budget);
        index.retain(thousand);
        long[] chain = Texts.chain(3, 1);

        for (int i = 0; i < 1_000; i++) {
            index.remember(thousand.get(i), Arrays.copyOf(chain, i % 4));
        }

        int[] prefixes = index.prefixes(chain, thousand);
        for (int i = 0; i < 1_000; i++) {
            assertThat(prefixes[i]).isEqualTo(i % 4);
        }
    }

    @Test
    void behavesLikeAPlainMapOfSets() {
        int room = 40;
        List<Worker> pool = List.copyOf(FakeWorker.pool(6));
        PrefixIndex index = new PrefixIndex(room, budget);
        Map<Worker, SequencedSet<Long>> model = new HashMap<>();
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            List<Worker> present = pool.subList(i / 1_000 % 3, 6);
            if (i % 1_000 == 0) {
                index.retain(present);
                model.keySet().retainAll(present);
            }
            Worker worker = present.get(random.nextInt(present.size()));
            long[] chain = branch(random);
            index.remember(worker, chain);
            use(model.computeIfAbsent(worker, w -> new LinkedHashSet<>()), chain, room);

            long[] asked = branch(random);
            int[] expected = pool.stream()
                    .mapToInt(w -> prefix(model.getOrDefault(w, new LinkedHashSet<>()), asked))
                    .toArray();
            assertThat(index.prefixes(asked, pool)).containsExactly(expected);
        }

        assertThat(budget.blocks())
                .isEqualTo(model.values().stream().mapToInt(SequencedSet::size).sum());
    }

    @Test
    void losesCountOfNothingUnderEightThreads() throws InterruptedException {
        List<Worker> pool = List.copyOf(FakeWorker.pool(4));
        PrefixIndex index = new PrefixIndex(50, budget);
        index.retain(pool);

        Threads.run(8, thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 2_000; i++) {
                if (thread == 0 && i % 50 == 0) {
                    index.retain(pool.subList(i / 50 % 3, 4));
                }
                long[] chain = branch(random);
                index.remember(pool.get(random.nextInt(4)), chain);
                assertThat(IntStream.of(index.prefixes(chain, pool)).boxed())
                        .allSatisfy(n -> assertThat(n).isBetween(0, chain.length));
            }
        });

        assertThat(budget.blocks()).isBetween(1L, 200L);
        index.close();
        assertThat(budget.blocks()).isZero();
    }

    private PrefixIndex index(int room) {
        PrefixIndex index = new PrefixIndex(room, budget);
        index.retain(both);
        return index;
    }

    /** A chain from a tree in which every block has three children and none has two parents. */
    private static long[] branch(Random random) {
        long[] chain = new long[random.nextInt(12)];
        long hash = 1;
        for (int i = 0; i < chain.length; i++) {
            hash = hash * 0x9E3779B97F4A7C15L + 1 + random.nextInt(3);
            chain[i] = hash;
        }
        return chain;
    }

    private static void use(SequencedSet<Long> held, long[] chain, int room) {
        for (int i = chain.length - 1; i >= 0; i--) {
            held.addLast(chain[i]);
            if (held.size() > room) {
                held.removeFirst();
            }
        }
    }

    private static int prefix(SequencedSet<Long> held, long[] chain) {
        int length = 0;
        while (length < chain.length && held.contains(chain[length])) {
            length++;
        }
        return length;
    }
}
