package io.smg.server.observe;

/** Keeps a message on one line, whatever text it was made from, so that nobody can forge a line. */
final class OneLine {

    private static final int MAX_LENGTH = 2000;

    private OneLine() {}

    /** The text itself if nothing is wrong with it, as nearly always. */
    static String of(String text) {
        int length = Math.min(text.length(), MAX_LENGTH);
        for (int i = 0; i < length; i++) {
            if (isLineBreaking(text.charAt(i))) {
                return escaped(text, length);
            }
        }
        return text.substring(0, length);
    }

    private static String escaped(String text, int length) {
        StringBuilder line = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            line.append(isLineBreaking(c) ? '?' : c);
        }
        return line.toString();
    }

    private static boolean isLineBreaking(char c) {
        return c < ' ' || c == 0x7f || (c >= 0x80 && c < 0xa0) || c == 0x2028 || c == 0x2029;
    }
}
