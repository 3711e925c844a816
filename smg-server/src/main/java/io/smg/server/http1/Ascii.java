package io.smg.server.http1;

/** The characters of HTTP's grammar (RFC 9110 §5.5, §5.6.2). */
public final class Ascii {

    private static final boolean[] TOKEN = new boolean[128];

    static {
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                .chars()
                .forEach(c -> TOKEN[c] = true);
    }

    private Ascii() {}

    /** Whether a byte may stand in a token: a method or a field name. */
    public static boolean isTokenByte(byte b) {
        return b > 0 && TOKEN[b];
    }

    /** Whether a byte may stand in a field value: visible, blank, tab, or one of the upper half. */
    public static boolean isValueByte(byte b) {
        return (b >= ' ' && b != 0x7f) || b < 0 || b == '\t';
    }

    /** A text with the letters A to Z in lower case and everything else unchanged. */
    public static String lower(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return lowerFrom(text, i);
            }
        }
        return text;
    }

    private static String lowerFrom(String text, int start) {
        char[] chars = text.toCharArray();
        for (int i = start; i < chars.length; i++) {
            if (chars[i] >= 'A' && chars[i] <= 'Z') {
                chars[i] = (char) (chars[i] + 'a' - 'A');
            }
        }
        return new String(chars);
    }
}
