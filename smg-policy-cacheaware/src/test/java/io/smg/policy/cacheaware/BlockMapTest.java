package io.smg.policy.cacheaware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockMapTest {

    private final BlockMap map = new BlockMap();

    @Test
    void hasNothingAtFirst() {
        assertThat(map.size()).isZero();
        assertThat(map.get(1)).isEqualTo(BlockMap.ABSENT);
    }

    @Test
    void removesABlockThatHasTheNumberOnly() {
        map.put(7, 1);

        assertThat(map.remove(7, 2)).isFalse();
        assertThat(map.remove(8, 1)).isFalse();
        assertThat(map.remove(8, 0)).isFalse();
        assertThat(map.get(7)).isEqualTo(1);
        assertThat(map.remove(7, 1)).isTrue();
        assertThat(map.get(7)).isEqualTo(BlockMap.ABSENT);
    }

    @Test
    void keepsTwoFifthsOfItsSlotsInUseWhileItGrows() {
        Random random = new Random(1);
        for (int i = 1; i <= 10_000; i++) {
            map.put(random.nextLong(), i);

            assertThat(map.slots()).isBetween(i * 2, Math.max(16, i * 5 / 2 + 4));
        }
    }

    @Test
    void givesMemoryBackWhenItHoldsLittle() {
        long[] hashes = new Random(1).longs(10_000).toArray();
        for (long hash : hashes) {
            map.put(hash, 1);
        }

        for (long hash : hashes) {
            map.remove(hash, 1);
            assertThat(map.slots()).isLessThanOrEqualTo(Math.max(16, map.size() * 4 + 8));
        }

        assertThat(map.slots()).isEqualTo(16);
    }

    @Test
    void looksAtTheBeginningOfTheSearch() {
        map.put(1, 5);

        map.glance(-1);
        assertThat(map.glanced).isZero();
        map.glance(2);
        assertThat(map.glanced).isEqualTo(1);
    }

    @Test
    void findsBlocksThatCollide() {
        // Hashes below 2^32 all belong to the first slot, those above -2^32 to the last.
        behavesLikeAPlainMap(random -> random.nextBoolean() ? 1 + random.nextInt(40) : -1 - random.nextInt(40));
    }

    @Test
    void findsBlocksThatAreSpread() {
        behavesLikeAPlainMap(random -> (1 + random.nextInt(500)) * 0x9E3779B97F4A7C15L);
    }

    private void behavesLikeAPlainMap(Hashes hashes) {
        Map<Long, Long> model = new HashMap<>();
        Random random = new Random(3);
        for (int i = 0; i < 30_000; i++) {
            long hash = hashes.next(random);
            long number = random.nextInt(3);
            if (random.nextInt(100) < (i / 1_000 % 2 == 0 ? 30 : 70)) {
                assertThat(map.remove(hash, number)).isEqualTo(model.remove(hash, number));
            } else {
                Long before = model.put(hash, number);
                assertThat(map.put(hash, number)).isEqualTo(before == null ? BlockMap.ABSENT : before);
            }
            assertThat(map.size()).isEqualTo(model.size());
            long asked = hashes.next(random);
            assertThat(map.get(asked)).isEqualTo(model.getOrDefault(asked, BlockMap.ABSENT));
        }
    }

    private interface Hashes {
        long next(Random random);
    }
}
