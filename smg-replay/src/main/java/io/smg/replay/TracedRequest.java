package io.smg.replay;

/**
 * A request of a trace.
 *
 * @param arrivalNanos when it came, counted from the trace's beginning
 * @param promptTokens the length of its prompt
 * @param outputTokens the length of its answer
 * @param blocks an id for each block of the prompt; two prompts that begin with equal ids begin with equal text
 */
record TracedRequest(long arrivalNanos, int promptTokens, int outputTokens, long[] blocks) {

    /** The tokens of a block; the last one of a prompt may have fewer. */
    static final int BLOCK_TOKENS = 512;

    /** How many blocks a prompt has. */
    static int blocksOf(int tokens) {
        return Math.ceilDiv(tokens, BLOCK_TOKENS);
    }

    /** The same request at another time. */
    TracedRequest at(long nanos) {
        return new TracedRequest(nanos, promptTokens, outputTokens, blocks);
    }
}
