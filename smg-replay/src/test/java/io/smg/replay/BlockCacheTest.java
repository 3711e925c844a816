package io.smg.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockCacheTest {

    @Test
    void matchesFromTheBeginningOnly() {
        BlockCache cache = new BlockCache(10);
        cache.store(new long[] {1, 2, 3});

        assertThat(cache.match(new long[] {1, 2, 9, 3})).isEqualTo(2);
        assertThat(cache.match(new long[] {2, 3})).isEqualTo(2);
        assertThat(cache.match(new long[] {9, 1})).isZero();
    }

    @Test
    void losesWhatWasUsedLongestAgo() {
        BlockCache cache = new BlockCache(4);
        cache.store(new long[] {1, 2});
        cache.store(new long[] {3, 4});
        cache.store(new long[] {1, 2});
        cache.store(new long[] {5});

        assertThat(cache.match(new long[] {1, 2})).isEqualTo(2);
        assertThat(cache.match(new long[] {3, 4})).isEqualTo(1);
    }

    @Test
    void keepsTheBeginningOfAPromptThatIsTooLong() {
        BlockCache cache = new BlockCache(2);
        cache.store(new long[] {1, 2, 3});

        assertThat(cache.match(new long[] {1, 2, 3})).isEqualTo(2);
    }

    @Test
    void holdsNothingWithoutRoom() {
        BlockCache cache = new BlockCache(0);
        cache.store(new long[] {1});

        assertThat(cache.match(new long[] {1})).isZero();
    }
}
