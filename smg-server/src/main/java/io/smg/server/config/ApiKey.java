package io.smg.server.config;

import java.util.Optional;

/**
 * A key that opens the door to a client.
 *
 * @param name what logs and metrics call its bearer
 * @param secret what the client shows
 */
public record ApiKey(String name, Secret secret) {

    /** The name of a key that was given without one; no other key can have it. */
    public static final String UNNAMED = "";

    private static final int LONGEST_NAME = 64;

    /** The key in a text {@code [name:]key}; empty if it is none. A key with a colon in it needs a name. */
    public static Optional<ApiKey> parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? UNNAMED : text.substring(0, colon).strip();
        return colon < 0 || isName(name)
                ? Secret.parse(text.substring(colon + 1).strip()).map(secret -> new ApiKey(name, secret))
                : Optional.empty();
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && name.chars().allMatch(c -> c < 0x7f && (Character.isLetterOrDigit(c) || "._-@".indexOf(c) >= 0));
    }
}
