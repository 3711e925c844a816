package io.smg.server.upstream;

import io.smg.server.http1.Ascii;
import io.smg.server.http1.MalformedHeadException;
import java.nio.charset.StandardCharsets;

/**
 * The first line of an answer.
 *
 * @param minorVersion the digit behind {@code HTTP/1.}
 * @param code the status code, 100 to 599
 * @param reason the reason phrase, empty if there is none
 * @param end where the next line begins
 */
record StatusLine(int minorVersion, int code, String reason, int end) {

    private static final byte[] VERSION = "HTTP/1.".getBytes(StandardCharsets.ISO_8859_1);
    private static final int CODE_AT = VERSION.length + 2;
    private static final int REASON_AT = CODE_AT + 4;

    /**
     * Reads a status line that is ended by LF or CR LF.
     *
     * @param bytes where the line is
     * @param from its first byte
     * @param to behind the head that it opens
     */
    static StatusLine parse(byte[] bytes, int from, int to) {
        int end = lineEnd(bytes, from, to);
        int stop = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
        if (stop - from < CODE_AT + 3 || !startsWithVersion(bytes, from) || bytes[from + CODE_AT - 1] != ' ') {
            throw malformed();
        }
        int minor = digit(bytes[from + VERSION.length]);
        int code = code(bytes, from + CODE_AT);
        return new StatusLine(minor, code, reason(bytes, from + REASON_AT, stop), end + 1);
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to - 1 && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private static boolean startsWithVersion(byte[] bytes, int from) {
        for (int i = 0; i < VERSION.length; i++) {
            if (bytes[from + i] != VERSION[i]) {
                return false;
            }
        }
        return true;
    }

    private static int code(byte[] bytes, int from) {
        int code = digit(bytes[from]) * 100 + digit(bytes[from + 1]) * 10 + digit(bytes[from + 2]);
        if (code < 100 || code > 599) {
            throw malformed();
        }
        return code;
    }

    private static int digit(byte b) {
        if (b < '0' || b > '9') {
            throw malformed();
        }
        return b - '0';
    }

    /** The phrase behind the blank that follows the code; both may be missing. */
    private static String reason(byte[] bytes, int from, int stop) {
        if (stop >= from && bytes[from - 1] != ' ') {
            throw malformed();
        }
        for (int i = from; i < stop; i++) {
            if (!Ascii.isValueByte(bytes[i])) {
                throw malformed();
            }
        }
        return stop <= from ? "" : new String(bytes, from, stop - from, StandardCharsets.ISO_8859_1);
    }

    private static MalformedHeadException malformed() {
        return new MalformedHeadException("no proper status line");
    }
}
