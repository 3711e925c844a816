package io.smg.server.http1;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the field lines of a message's head. */
public final class FieldLines {

    private FieldLines() {}

    /**
     * Reads field lines, each ended by LF or CR LF. Whoever insists on CR LF looks for that beforehand.
     *
     * @param bytes where the lines are
     * @param from the first line's first byte
     * @param to behind the last line's LF
     * @param maxFields how many fields are allowed
     * @return the fields in order
     * @throws MalformedHeadException if a line is not a field: no colon, an empty or odd name, white space before the
     *     colon, a line that continues the one before, a control character; or if there are too many
     */
    public static Fields parse(byte[] bytes, int from, int to, int maxFields) {
        List<Field> fields = new ArrayList<>();
        int line = from;
        while (line < to) {
            int end = lineEnd(bytes, line, to);
            if (fields.size() == maxFields) {
                throw new MalformedHeadException(
                        MalformedHeadException.Reason.TOO_LARGE, "more than " + maxFields + " header fields");
            }
            int stop = end > line && bytes[end - 1] == '\r' ? end - 1 : end;
            fields.add(field(bytes, line, stop));
            line = end + 1;
        }
        return Fields.of(fields);
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        throw new MalformedHeadException("a header line without its end");
    }

    private static Field field(byte[] bytes, int from, int to) {
        int colon = from;
        while (colon < to && Ascii.isTokenByte(bytes[colon])) {
            colon++;
        }
        if (colon == from || colon == to || bytes[colon] != ':') {
            throw new MalformedHeadException("a header line without a proper name");
        }
        int start = colon + 1;
        int stop = to;
        while (start < stop && isBlank(bytes[start])) {
            start++;
        }
        while (stop > start && isBlank(bytes[stop - 1])) {
            stop--;
        }
        for (int i = start; i < stop; i++) {
            if (!Ascii.isValueByte(bytes[i])) {
                throw new MalformedHeadException("a control character in a header");
            }
        }
        return new Field(text(bytes, from, colon), text(bytes, start, stop));
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
