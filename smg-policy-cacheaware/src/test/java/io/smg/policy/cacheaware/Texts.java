package io.smg.policy.cacheaware;

import java.util.Random;

/** Texts for tests, by the block. */
final class Texts {

    private Texts() {}

    /** So many whole blocks of printable characters, different for every seed. */
    static String blocks(int count, long seed) {
        StringBuilder text = new StringBuilder(count * BlockHashes.BLOCK);
        new Random(seed).ints((long) count * BlockHashes.BLOCK, ' ', '~').forEach(c -> text.append((char) c));
        return text.toString();
    }

    /** A chain of hashes that begins as all of the same seed do. */
    static long[] chain(int count, long seed) {
        return new Random(seed).longs(count).toArray();
    }
}
