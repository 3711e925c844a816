package io.smg.sim.engine;

/**
 * A prompt as an engine sees it.
 *
 * @param tokens how many tokens it has, at four bytes a token
 * @param blocks a hash for each full block, of that block and all before it
 */
public record Prompt(int tokens, long[] blocks) {

    private static final int BYTES_OF_TOKEN = 4;
    private static final long SEED = 0x9E3779B97F4A7C15L;
    private static final long FACTOR = 0x100000001B3L;

    /**
     * Cuts a text into blocks.
     *
     * @param text the text in UTF-8
     * @param blockTokens the tokens of a block
     */
    public static Prompt of(byte[] text, int blockTokens) {
        int tokens = (text.length + BYTES_OF_TOKEN - 1) / BYTES_OF_TOKEN;
        int blockBytes = blockTokens * BYTES_OF_TOKEN;
        long[] blocks = new long[text.length / blockBytes];
        long hash = SEED;
        for (int i = 0; i < blocks.length * blockBytes; i++) {
            hash = (hash ^ text[i]) * FACTOR;
            if ((i + 1) % blockBytes == 0) {
                blocks[i / blockBytes] = mixed(hash);
            }
        }
        return new Prompt(tokens, blocks);
    }

    private static long mixed(long hash) {
        return hash ^ (hash >>> 32);
    }
}
