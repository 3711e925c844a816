package io.smg.server.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A text that is never shown: it prints as {@code ***}, and comparing it takes as long for any text of one length. */
public final class Secret {

    /** What stands in the place of a secret wherever one would be shown. */
    public static final String MASK = "***";

    private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");

    private final byte[] text;

    private Secret(String text) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    /** The secret in that text; empty unless all of it is printable ASCII without blanks, as a header carries it. */
    public static Optional<Secret> parse(String text) {
        return PRINTABLE.matcher(text).matches() ? Optional.of(new Secret(text)) : Optional.empty();
    }

    /** Whether this secret and what somebody shows for it are the same. */
    public boolean matches(String shown) {
        return MessageDigest.isEqual(text, shown.getBytes(StandardCharsets.UTF_8));
    }

    /** The text itself, for the one who has to show it to somebody else. */
    public String reveal() {
        return new String(text, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(text, secret.text);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(text);
    }

    @Override
    public String toString() {
        return MASK;
    }
}
