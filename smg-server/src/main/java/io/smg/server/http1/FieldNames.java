package io.smg.server.http1;

import java.util.Arrays;
import java.util.stream.Stream;

/** A few field names, to be found among in any case and without hashing a text that is seen once. Immutable. */
public final class FieldNames {

    private static final String[] NONE = {};

    /** The names by their length. */
    private final String[][] byLength;

    private FieldNames(String[][] byLength) {
        this.byLength = byLength;
    }

    /** The given names, in any case. */
    public static FieldNames of(String... names) {
        int longest = Stream.of(names).mapToInt(String::length).max().orElse(0);
        String[][] byLength = new String[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            int wanted = length;
            byLength[length] =
                    Arrays.stream(names).filter(name -> name.length() == wanted).toArray(String[]::new);
        }
        return new FieldNames(byLength);
    }

    /** Whether a field's name is among these. */
    public boolean contain(String name) {
        int length = name.length();
        for (String candidate : length < byLength.length ? byLength[length] : NONE) {
            if (candidate.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
