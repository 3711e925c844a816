package io.smg.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The table of what the fault suite saw, written anew with each row: to the build's directory, and with
 * {@code -Dsmg.reliability.update=true} to docs/reliability.md.
 */
final class FaultReport {

    private static final String HEAD = """
            # Reliability

            What clients, workers and the gateway saw while things went wrong: made by the end-to-end suite (`*FaultTest` and
            `Kubernetes*Test` in distribution) with the real image and engines in processes of their own: four, or one that does
            the work of all pods, unless a row says otherwise. A failed request is one without a whole good answer; a duplicate
            is a request that a worker got while it was still being worked on elsewhere; in flight is what the gateway believes
            to be under way at the end.

            | scenario | requests | failed | duplicates | in flight after | figure |
            |---|---|---|---|---|---|
            """;

    private static final Map<String, String> ROWS = new ConcurrentSkipListMap<>();

    private FaultReport() {}

    /** Adds a row, and prints it. */
    static void row(String scenario, Tally tally, long duplicates, long inFlight, String figure) {
        String row = "| %s | %d | %s | %d | %d | %s |"
                .formatted(scenario, tally.total(), failures(tally), duplicates, inFlight, figure);
        ROWS.put(scenario, row);
        write(Built.ROOT.resolve("distribution/target/reliability.md"));
        if (Boolean.getBoolean("smg.reliability.update")) {
            write(Built.ROOT.resolve("docs/reliability.md"));
        }
    }

    /** A duration for a table. */
    static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }

    private static String failures(Tally tally) {
        Map<String, Integer> others = new java.util.TreeMap<>(tally.outcomes());
        others.remove(Tally.OK);
        return others.isEmpty() ? "0" : tally.failed() + " " + others;
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, HEAD + String.join("\n", ROWS.values()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
