package io.smg.k8s;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** The ports in an annotation: numbers with commas between them. */
final class Ports {

    private static final int MOST = 65_535;
    private static final int MOST_DIGITS = 5;

    private Ports() {}

    /** The ports in a text, each once; nothing if one of them is no port, since half a list would be a guess. */
    static Optional<List<Integer>> parse(String text) {
        SequencedSet<Integer> ports = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            int port = port(part.strip());
            if (port < 1 || port > MOST) {
                return Optional.empty();
            }
            ports.add(port);
        }
        return Optional.of(List.copyOf(ports));
    }

    private static int port(String text) {
        boolean number =
                !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Integer.parseInt(text) : 0;
    }
}
