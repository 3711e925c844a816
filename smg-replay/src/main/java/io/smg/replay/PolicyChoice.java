package io.smg.replay;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.TreeMap;

/**
 * A policy to be tried.
 *
 * @param name its name
 * @param options its options
 */
record PolicyChoice(String name, Map<String, String> options) {

    /** Copies the options. */
    PolicyChoice {
        options = Map.copyOf(options);
    }

    /** The policy with its options, for people. */
    String label() {
        return new TreeMap<>(options)
                .entrySet().stream().map(option -> " " + option).collect(joining("", name, ""));
    }
}
