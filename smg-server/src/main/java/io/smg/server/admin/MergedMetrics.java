package io.smg.server.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The metrics of several workers in Prometheus's text format, merged: each family once, each sample with the label
 * {@code worker_addr}. What is no sample is left out. Used by one thread.
 */
final class MergedMetrics {

    private static final List<String> SUFFIXES = List.of("_bucket", "_sum", "_count", "_total", "_created");

    private final Map<String, Family> families = new LinkedHashMap<>();

    /** One metric: what is said of it, and its samples. */
    private static final class Family {

        private String help = "";
        private String type = "";
        private final List<String> samples = new ArrayList<>();
    }

    /** Adds what one worker says. */
    void add(String worker, String text) {
        String label = "worker_addr=\"" + worker + "\"";
        text.lines().forEach(line -> {
            if (line.startsWith("# HELP ")) {
                Family family = family(word(line, 7));
                family.help = family.help.isEmpty() ? line : family.help;
            } else if (line.startsWith("# TYPE ")) {
                Family family = family(word(line, 7));
                family.type = family.type.isEmpty() ? line : family.type;
            } else if (!line.isEmpty() && line.charAt(0) != '#') {
                addSample(line, label);
            }
        });
    }

    /** All families, those first that were seen first. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Family family : families.values()) {
            if (!family.samples.isEmpty()) {
                append(text, family.help);
                append(text, family.type);
                family.samples.forEach(sample -> append(text, sample));
            }
        }
        return text.toString();
    }

    private void addSample(String line, String label) {
        int nameEnd = nameEnd(line);
        if (nameEnd == 0 || nameEnd == line.length()) {
            return;
        }
        String name = line.substring(0, nameEnd);
        familyOf(name).samples.add(labelled(line, nameEnd, label));
    }

    private static String labelled(String line, int nameEnd, String label) {
        String name = line.substring(0, nameEnd);
        if (line.charAt(nameEnd) != '{') {
            return name + "{" + label + "}" + line.substring(nameEnd);
        }
        String rest = line.substring(nameEnd + 1);
        return name + "{" + label + (rest.startsWith("}") ? "" : ",") + rest;
    }

    private Family familyOf(String sample) {
        for (String suffix : SUFFIXES) {
            String base = sample.endsWith(suffix) ? sample.substring(0, sample.length() - suffix.length()) : "";
            if (families.containsKey(base)) {
                return family(base);
            }
        }
        return family(sample);
    }

    private Family family(String name) {
        return families.computeIfAbsent(name, n -> new Family());
    }

    private static void append(StringBuilder text, String line) {
        if (!line.isEmpty()) {
            text.append(line).append('\n');
        }
    }

    private static String word(String line, int from) {
        int end = line.indexOf(' ', from);
        return end < 0 ? line.substring(from) : line.substring(from, end);
    }

    private static int nameEnd(String line) {
        int end = 0;
        while (end < line.length() && isNameChar(line.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isNameChar(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':';
    }
}
