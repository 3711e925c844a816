package io.smg.policy.cacheaware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlockHashesTest {

    private static final int BLOCK = BlockHashes.BLOCK;

    private final BlockHashes hashes = new BlockHashes(new Random(1));

    @Test
    void hasOneHashForEachCompleteBlock() {
        String text = Texts.blocks(3, 1);

        assertThat(all("")).isEmpty();
        assertThat(all(text.substring(0, BLOCK - 1))).isEmpty();
        assertThat(all(text.substring(0, BLOCK))).hasSize(1);
        assertThat(all(text.substring(0, 3 * BLOCK - 1))).hasSize(2);
        assertThat(all(text)).hasSize(3).doesNotContain(0);
    }

    @Test
    void hashesNoMoreBlocksThanAskedFor() {
        String text = Texts.blocks(5, 1);

        assertThat(hashes.of(text, 2)).containsExactly(Arrays.copyOf(all(text), 2));
    }

    @Test
    void agreesAsFarAsTextsDo() {
        String common = Texts.blocks(4, 1);

        long[] one = all(common + Texts.blocks(2, 2));
        long[] other = all(common + Texts.blocks(2, 3));

        assertThat(Arrays.mismatch(one, other)).isEqualTo(4);
    }

    @Test
    void coversAllThatIsBeforeABlock() {
        String same = Texts.blocks(3, 1);

        long[] one = all(Texts.blocks(1, 2) + same);
        long[] other = all(Texts.blocks(1, 3) + same);

        assertThat(boxed(one)).hasSize(4).doesNotContainAnyElementsOf(boxed(other));
    }

    @Test
    void seesEveryBitOfEveryCharacter() {
        char[] text = Texts.blocks(1, 1).toCharArray();
        Set<Long> seen = new HashSet<>(Set.of(all(new String(text))[0]));
        for (int i = 0; i < BLOCK; i++) {
            for (int bit = 0; bit < Character.SIZE; bit++) {
                text[i] ^= (char) (1 << bit);
                seen.add(all(new String(text))[0]);
                text[i] ^= (char) (1 << bit);
            }
        }

        assertThat(seen).hasSize(1 + BLOCK * Character.SIZE);
    }

    @Test
    void tellsAnExchangeOfNeighboursFromTheOriginal() {
        String text = Texts.blocks(1, 1);
        for (int width = 1; width <= 128; width *= 2) {
            String exchanged = text.substring(width, 2 * width) + text.substring(0, width) + text.substring(2 * width);

            assertThat(all(exchanged)).isNotEqualTo(all(text));
        }
    }

    @Test
    void givesRepeatedBlocksDistinctHashes() {
        long[] chain = all("a".repeat(1_000 * BLOCK));

        assertThat(Arrays.stream(chain).distinct()).hasSize(1_000);
    }

    @Test
    void spreadsHashesOverAllBits() {
        int[] ones = new int[Long.SIZE];
        for (long hash : all("a".repeat(2_000 * BLOCK))) {
            for (int bit = 0; bit < Long.SIZE; bit++) {
                ones[bit] += (int) (hash >>> bit & 1);
            }
        }

        assertThat(IntStream.of(ones).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(850, 1_150));
    }

    @Test
    void dependsOnTheSecret() {
        String text = Texts.blocks(3, 1);

        long[] elsewhere = new BlockHashes(new Random(2)).of(text, 3);

        assertThat(boxed(elsewhere)).doesNotContainAnyElementsOf(boxed(all(text)));
    }

    private static List<Long> boxed(long[] chain) {
        return Arrays.stream(chain).boxed().toList();
    }

    private long[] all(String text) {
        return hashes.of(text, Integer.MAX_VALUE);
    }
}
