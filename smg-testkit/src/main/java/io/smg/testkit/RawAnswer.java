package io.smg.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * An answer as it stood on the wire.
 *
 * @param statusLine the first line, without its end
 * @param fields the field lines in order, without their ends
 * @param body the body, out of its chunks
 * @param rawBody the body as it came
 * @param complete whether it came to its end, or was torn
 */
@SuppressWarnings("ArrayRecordComponent") // compared byte by byte in tests, never as a record
public record RawAnswer(String statusLine, List<String> fields, byte[] body, byte[] rawBody, boolean complete) {

    /** The status code; 0 if there is no status line. */
    public int status() {
        return statusLine.matches("HTTP/1\\.\\d \\d{3}.*") ? Integer.parseInt(statusLine.substring(9, 12)) : 0;
    }

    /** The value of the first field of that name, in any case. */
    public Optional<String> field(String name) {
        return values(name).stream().findFirst();
    }

    /** The values of all fields of that name, in any case. */
    public List<String> values(String name) {
        return fields.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    /** The body as ISO-8859-1 text. */
    public String bodyText() {
        return new String(body, StandardCharsets.ISO_8859_1);
    }
}
