package io.smg.server.exchange;

/** What of a client's text may stand in a message or a log line: its beginning, without control characters. */
public final class Excerpt {

    private static final int MAX_LENGTH = 256;

    private Excerpt() {}

    /** The text, cut at 256 characters, with {@code ?} for what is not printable. */
    public static String of(String text) {
        StringBuilder excerpt = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
        text.codePoints().limit(MAX_LENGTH).map(Excerpt::printable).forEach(excerpt::appendCodePoint);
        return excerpt.toString();
    }

    private static int printable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> '?';
            default -> c;
        };
    }
}
