package io.smg.server.cli;

import java.util.Optional;

/**
 * Two texts with an equals sign between them.
 *
 * @param key what stands before the first one, not empty
 * @param value what stands behind it
 */
record Pair(String key, String value) {

    /** The pair in that text; empty if it is none. */
    static Optional<Pair> parse(String text) {
        int equals = text.indexOf('=');
        return equals > 0 && equals < text.length() - 1
                ? Optional.of(new Pair(text.substring(0, equals), text.substring(equals + 1)))
                : Optional.empty();
    }
}
