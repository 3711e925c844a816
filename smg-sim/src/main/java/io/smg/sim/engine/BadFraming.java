package io.smg.sim.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Answers that are no proper HTTP; the connection is closed after them. */
enum BadFraming {
    /** No status line at all. */
    GARBAGE("this is not HTTP\r\n\r\n"),
    /** A header field without a colon. */
    HEADER("HTTP/1.1 200 OK\r\nnonsense\r\nContent-Length: 2\r\n\r\n{}"),
    /** A length and chunks at once. */
    BOTH("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
    /** Two lengths. */
    LENGTHS("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
    /** A chunk whose size is no number. */
    CHUNK("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n"),
    /** Less than the length promises. */
    SHORT("HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n{}"),
    /** More than the length promises. */
    LONG("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}{}HTTP/1.1 200 OK\r\n\r\n");

    private final String answer;

    BadFraming(String answer) {
        this.answer = answer;
    }

    static BadFraming parse(String name) {
        for (BadFraming framing : values()) {
            if (framing.name().toLowerCase(Locale.ROOT).equals(name)) {
                return framing;
            }
        }
        throw new IllegalArgumentException("unknown framing " + name + "; known: " + Arrays.toString(values()));
    }

    byte[] answer() {
        return answer.getBytes(StandardCharsets.ISO_8859_1);
    }
}
