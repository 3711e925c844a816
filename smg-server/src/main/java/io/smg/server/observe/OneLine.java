package io.smg.server.observe;

/** Keeps a message on one line, whatever text it was made from, so that nobody can forge a line. */
final class OneLine {

    private static final int MAX_LENGTH = 2000;

    private OneLine() {}

    static String of(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
        text.chars().limit(MAX_LENGTH).forEach(c -> line.append(isLineBreaking(c) ? '?' : (char) c));
        return line.toString();
    }

    private static boolean isLineBreaking(int c) {
        return c < ' ' || c == 0x7f || (c >= 0x80 && c < 0xa0) || c == 0x2028 || c == 0x2029;
    }
}
