package io.smg.policy.cacheaware;

/**
 * How many blocks a worker's prefix cache is taken to have room for: the bound at first, and then corrected a little by
 * every answer that reports how much of its prompt was cached. It follows the true size downwards within a few percent;
 * upwards it creeps. For one thread at a time.
 */
final class LearntCapacity {

    private static final int LEAST = 256;
    private static final double LESS = 0.98;
    private static final double MORE = 1.02;

    private final int bound;
    private int blocks;

    LearntCapacity(int bound) {
        this.bound = bound;
        blocks = bound;
    }

    /** The capacity in blocks. */
    int blocks() {
        return blocks;
    }

    /** The worker had lost blocks that it was expected to hold, while it was believed to hold {@code size} of them. */
    void foundLess(int size) {
        int less = (int) (LESS * Math.min(blocks, size));
        blocks = Math.min(bound, Math.max(LEAST, less));
    }

    /** The worker still held blocks that it was expected to have lost. */
    void foundMore() {
        blocks = (int) Math.min(bound, Math.ceil(blocks * MORE));
    }
}
