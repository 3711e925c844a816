package io.smg.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A request as it stood on the wire.
 *
 * @param head the bytes up to the empty line, which is included
 * @param body the bytes behind it, still in chunks if they came so
 */
@SuppressWarnings("ArrayRecordComponent") // compared byte by byte in tests, never as a record
public record RecordedRequest(byte[] head, byte[] body) {

    /** The request line. */
    public String line() {
        return headText().lines().findFirst().orElse("");
    }

    /** The head as ISO-8859-1 text. */
    public String headText() {
        return new String(head, StandardCharsets.ISO_8859_1);
    }

    /** The body as ISO-8859-1 text. */
    public String bodyText() {
        return new String(body, StandardCharsets.ISO_8859_1);
    }

    /** The value of the first field of that name, in any case. */
    public Optional<String> field(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return headText()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst();
    }
}
