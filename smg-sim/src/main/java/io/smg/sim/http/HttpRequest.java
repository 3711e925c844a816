package io.smg.sim.http;

import java.util.List;
import java.util.Optional;

/**
 * A request, read to its end.
 *
 * @param method the method
 * @param target the target as it was given
 * @param version the protocol, such as {@code HTTP/1.1}
 * @param fields the header fields in order
 * @param body the body, out of its chunks
 */
public record HttpRequest(String method, String target, String version, List<HttpField> fields, byte[] body) {

    /** The target up to its query. */
    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /** What follows the question mark, as it was given; empty if nothing does. */
    public String query() {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark + 1);
    }

    /** The value of the first field of a name, in any case. */
    public Optional<String> field(String name) {
        for (HttpField field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** Whether the client wants to go on using the connection. */
    boolean keepsConnection() {
        return version.equals("HTTP/1.1") && !field("Connection").orElse("").equalsIgnoreCase("close");
    }
}
