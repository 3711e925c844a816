package io.smg.policy.cacheaware;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.random.RandomGenerator;

/**
 * Cuts a text into blocks and hashes each together with all before it, so that two texts have equal hashes exactly as
 * far as they have equal blocks. An incomplete last block has no hash.
 *
 * <p>The hash multiplies 64-bit words into 128-bit products and folds these, in four independent lanes. Every word is
 * first mixed with a secret that is drawn for each instance, without which a client can't aim at a collision. The text
 * is copied one block at a time into a buffer that stays in the first-level cache. Immutable.
 */
final class BlockHashes {

    /**
     * Characters a block. With half as many a decision for 400,000 characters takes up to half as long again, most of it
     * to enter and drop blocks; what is gained is that a prefix is found to within 64 tokens on average, not 128.
     */
    static final int BLOCK = 1_024;

    private static final int STEP = 64;

    private final long secret0;
    private final long secret1;
    private final long secret2;
    private final long secret3;

    BlockHashes(RandomGenerator seed) {
        secret0 = seed.nextLong();
        secret1 = seed.nextLong();
        secret2 = seed.nextLong();
        secret3 = seed.nextLong();
    }

    /** The hashes of the text's complete blocks, of the first {@code most} if it has more; none of them is zero. */
    long[] of(String text, int most) {
        long[] chain = new long[Math.min(text.length() / BLOCK, most)];
        char[] block = new char[BLOCK];
        MemorySegment words = MemorySegment.ofArray(block);
        long hash = secret3;
        for (int i = 0; i < chain.length; i++) {
            text.getChars(i * BLOCK, (i + 1) * BLOCK, block, 0);
            hash = next(hash, words);
            chain[i] = hash == 0 ? 1 : hash;
        }
        return chain;
    }

    private long next(long parent, MemorySegment words) {
        long a = parent ^ secret0;
        long b = parent ^ secret1;
        long c = parent ^ secret2;
        long d = parent ^ secret3;
        for (long at = 0; at < 2 * BLOCK; at += STEP) {
            a = fold(word(words, at) ^ secret0, word(words, at + 8) ^ a);
            b = fold(word(words, at + 16) ^ secret1, word(words, at + 24) ^ b);
            c = fold(word(words, at + 32) ^ secret2, word(words, at + 40) ^ c);
            d = fold(word(words, at + 48) ^ secret3, word(words, at + 56) ^ d);
        }
        return fold(fold(a ^ secret2, b ^ secret3), fold(c ^ secret0, d ^ secret1));
    }

    private static long word(MemorySegment words, long at) {
        return words.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
    }

    private static long fold(long a, long b) {
        return a * b ^ Math.unsignedMultiplyHigh(a, b);
    }
}
