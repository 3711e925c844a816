package io.smg.policy.cacheaware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class RecentBlocksTest {

    private final RecentBlocks recent = new RecentBlocks();

    @Test
    void startsEmpty() {
        assertThat(recent.size()).isZero();
        assertThat(recent.oldestStamp()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void dropsInTheOrderOfLastUse() {
        recent.touch(1, 10);
        recent.touch(2, 11);
        recent.touch(3, 12);
        recent.touch(1, 13);

        assertThat(recent.oldestStamp()).isEqualTo(11);
        assertThat(dropOldest()).isEqualTo(2);
        assertThat(dropOldest()).isEqualTo(3);
        assertThat(recent.oldestStamp()).isEqualTo(13);
        assertThat(dropOldest()).isEqualTo(1);
        assertThat(recent.size()).isZero();
    }

    @Test
    void saysWhetherABlockIsNew() {
        assertThat(recent.touch(7, 1)).isTrue();
        assertThat(recent.touch(7, 2)).isFalse();
        dropOldest();

        assertThat(recent.touch(7, 3)).isTrue();
    }

    @Test
    void findsBlocksThatCollide() {
        // Hashes below 2^32 all belong to the first slot, those above -2^32 to the last.
        behavesLikeAMapInOrderOfUse(random -> random.nextBoolean() ? 1 + random.nextInt(40) : -1 - random.nextInt(40));
    }

    @Test
    void findsBlocksThatAreSpread() {
        behavesLikeAMapInOrderOfUse(random -> (1 + random.nextInt(500)) * 0x9E3779B97F4A7C15L);
    }

    private void behavesLikeAMapInOrderOfUse(Hashes hashes) {
        SequencedMap<Long, Long> model = new LinkedHashMap<>(16, 0.75f, true);
        Random random = new Random(3);
        for (long stamp = 0; stamp < 30_000; stamp++) {
            boolean shrinks = stamp / 1_000 % 2 == 1;
            if (!model.isEmpty() && random.nextInt(100) < (shrinks ? 70 : 30)) {
                assertThat(dropOldest()).isEqualTo(model.pollFirstEntry().getKey());
            } else {
                long hash = hashes.next(random);
                assertThat(recent.touch(hash, stamp)).isEqualTo(model.put(hash, stamp) == null);
            }
            assertThat(recent.size()).isEqualTo(model.size());
            assertThat(recent.oldestStamp()).isEqualTo(model.isEmpty() ? Long.MAX_VALUE : firstValue(model));
        }
    }

    private long dropOldest() {
        return recent.dropOldest(1, Long.MAX_VALUE)[0];
    }

    private static long firstValue(SequencedMap<Long, Long> model) {
        return model.firstEntry().getValue();
    }

    private interface Hashes {
        long next(Random random);
    }
}
