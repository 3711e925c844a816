package io.smg.sim.engine;

/**
 * What an engine is like.
 *
 * @param model the model that it serves
 * @param timing how long its work takes
 * @param maxRunning how many requests run at once
 * @param maxPrefilling how many of them are prefilled at once, the others in the order of their coming
 * @param maxQueue how many more may wait
 * @param cacheBlocks how many blocks its prefix cache holds
 * @param blockTokens the tokens of a block
 * @param outputTokens the tokens of an answer to a request that sets no maximum
 */
public record EngineConfig(
        String model,
        Timing timing,
        int maxRunning,
        int maxPrefilling,
        int maxQueue,
        int cacheBlocks,
        int blockTokens,
        int outputTokens) {

    /** Checks the numbers. */
    public EngineConfig {
        requireAtLeast(1, maxRunning, "maximum of running requests");
        requireAtLeast(1, maxPrefilling, "maximum of prefills");
        requireAtLeast(0, maxQueue, "maximum of waiting requests");
        requireAtLeast(0, cacheBlocks, "number of blocks");
        requireAtLeast(1, blockTokens, "number of tokens of a block");
        requireAtLeast(1, outputTokens, "number of tokens of an answer");
    }

    private static void requireAtLeast(int least, int value, String what) {
        if (value < least) {
            throw new IllegalArgumentException("the " + what + " is " + value + "; it must be at least " + least);
        }
    }
}
