package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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
            to be under way at its workers at the end, and permits are those that requests still hold then. A dash stands where
            nobody was left to count.

            | scenario | requests | failed | duplicates | in flight after | permits held after | figure |
            |---|---|---|---|---|---|---|
            """;

    private static final Map<String, String> ROWS = new ConcurrentSkipListMap<>();

    private FaultReport() {}

    /** Adds a row, and makes sure that nothing was left behind. */
    static void row(String scenario, Tally tally, Aftermath after, String figure) {
        String row =
                "| %s | %d | %s | %s | %s |".formatted(scenario, tally.total(), failures(tally), after.cells(), figure);
        ROWS.put(scenario, row);
        write(Built.ROOT.resolve("distribution/target/reliability.md"));
        if (Boolean.getBoolean("smg.reliability.update")) {
            write(Built.ROOT.resolve("docs/reliability.md"));
        }
        assertThat(after.isNothing()).as("nothing is left: %s", row).isTrue();
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
