package io.smg.sim.engine;

import java.util.concurrent.atomic.LongAdder;

/**
 * A cache, and how much it was of use.
 *
 * @param cache the cache
 * @param queried the tokens that were looked for
 * @param hit those of them that were there
 */
record CacheUse(PrefixCache cache, LongAdder queried, LongAdder hit) {

    CacheUse(PrefixCache cache) {
        this(cache, new LongAdder(), new LongAdder());
    }

    void note(int tokens, int cached) {
        queried.add(tokens);
        hit.add(cached);
    }
}
