package io.smg.server.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Guesses what somebody meant to write. */
final class Spelling {

    private Spelling() {}

    /** The known word that takes the fewest edits to get to; empty if none is near. */
    static Optional<String> closest(String word, List<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(k -> edits(word, k)))
                .filter(k -> edits(word, k) <= Math.max(2, k.length() / 4));
    }

    /** How many letters must be put in, taken out or changed to turn one word into the other. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
