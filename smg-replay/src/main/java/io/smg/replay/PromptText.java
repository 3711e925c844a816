package io.smg.replay;

import java.nio.charset.StandardCharsets;

/** Makes text of block ids: four characters a token, equal for equal ids and different for different ones. */
final class PromptText {

    static final int CHARS_A_TOKEN = 4;

    private static final int BLOCK = TracedRequest.BLOCK_TOKENS * CHARS_A_TOKEN;
    private static final int ID = Long.BYTES * 2;
    private static final long ODD = 0x9E3779B97F4A7C15L;

    private PromptText() {}

    /** The text of a prompt. */
    static String of(TracedRequest request) {
        byte[] text = new byte[request.promptTokens() * CHARS_A_TOKEN];
        for (int i = 0; i < request.blocks().length; i++) {
            fill(text, i * BLOCK, Math.min((i + 1) * BLOCK, text.length), request.blocks()[i]);
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Writes an id again and again. */
    private static void fill(byte[] text, int from, int to, long id) {
        long scattered = id * ODD; // One to one, so that small ids differ in all their digits.
        int written = Math.min(ID, to - from);
        for (int i = 0; i < written; i++) {
            text[from + i] = (byte) Character.forDigit((int) (scattered >>> (60 - 4 * i)) & 15, 16);
        }
        while (written < to - from) {
            int more = Math.min(written, to - from - written);
            System.arraycopy(text, from, text, from + written, more);
            written += more;
        }
    }
}
