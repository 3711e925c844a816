package io.smg.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrefixCacheTest {

    private final PrefixCache cache = new PrefixCache(4);

    @Test
    void countsBlocksFromTheStartOfThePrompt() {
        cache.store(new long[] {1, 2, 3});

        int matched = cache.match(new long[] {1, 2, 9, 3});

        assertThat(matched).isEqualTo(2);
    }

    @Test
    void forgetsFirstWhatWasUsedLongestAgo() {
        cache.store(new long[] {1, 2});
        cache.store(new long[] {3, 4});
        cache.store(new long[] {1, 2});

        cache.store(new long[] {5, 6});

        assertThat(cache.match(new long[] {3, 4})).isZero();
        assertThat(cache.match(new long[] {1, 2})).isEqualTo(2);
    }

    @Test
    void forgetsThePromptsEndBeforeItsStart() {
        cache.store(new long[] {1, 2, 3});

        cache.store(new long[] {7, 8});

        assertThat(cache.match(new long[] {1, 2, 3})).isEqualTo(2);
    }

    @Test
    void keepsTheStartOfPromptThatIsTooLong() {
        cache.store(new long[] {1, 2, 3, 4, 5, 6});

        assertThat(cache.match(new long[] {1, 2, 3, 4, 5, 6})).isEqualTo(4);
        assertThat(cache.usage()).isEqualTo(1.0);
    }

    @Test
    void isEmptyAfterItIsCleared() {
        cache.store(new long[] {1});

        cache.clear();

        assertThat(cache.match(new long[] {1})).isZero();
        assertThat(cache.usage()).isZero();
    }

    @Test
    void holdsNothingWithoutRoom() {
        PrefixCache none = new PrefixCache(0);

        none.store(new long[] {1});

        assertThat(none.match(new long[] {1})).isZero();
    }
}
