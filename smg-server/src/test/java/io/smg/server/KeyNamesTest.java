package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.smg.testkit.ScriptedWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The names of API keys, by which an operator tells clients apart. */
@Timeout(60)
class KeyNamesTest {

    private static final String FAMILY = "smg_http_requests_by_key_total{key=\"";

    @Test
    void appearInMetricsAndInTheAccessLogAndTheKeysDoNot(@TempDir Path directory) throws IOException {
        Path keys = Files.writeString(directory.resolve("keys"), "team: first-key\nsecond-key\nthird-key\n");
        Path log = directory.resolve("access.log");
        try (ScriptedWorker worker = Front.answering(Front.OK)) {
            try (Front front = Front.of(worker, "--api-key-file", keys.toString(), "--access-log", log.toString())) {
                for (String key : List.of("first-key", "first-key", "second-key", "third-key", "no-key")) {
                    front.ask(Front.chat("x-api-key: " + key));
                }

                assertThat(counts(front)).containsOnly(entry("team", 2.0), entry("(unnamed)", 2.0));
            }
        }
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).hasSize(5).noneMatch(line -> line.contains("-key"));
        assertThat(lines)
                .filteredOn(line -> line.contains(" key="))
                .hasSize(2)
                .allMatch(line -> line.contains(" 200 answered ") && line.contains(" key=team "));
    }

    @Test
    void countOnWhenTheyHaveLeftTheFile(@TempDir Path directory) throws IOException {
        Path keys = Files.writeString(directory.resolve("keys"), "team: key\n");
        try (ScriptedWorker worker = Front.answering(Front.OK);
                Front front = Front.of(worker, "--api-key-file", keys.toString())) {
            front.ask(Front.chat("Authorization: Bearer key"));
            Files.writeString(keys, "other-team: key\n");
            front.gateway().readAgain();
            front.ask(Front.request("GET", "/workers", "", "Authorization: Bearer key"));
            Files.writeString(keys, "team: key\n");
            front.gateway().readAgain();
            front.ask(Front.chat("Authorization: Bearer key"));

            assertThat(counts(front)).containsOnly(entry("team", 2.0), entry("other-team", 1.0));
        }
    }

    /** Counted before the answer: a client that has its answer has been counted. */
    private static Map<String, Double> counts(Front front) {
        Map<String, Double> counts = new HashMap<>();
        Scraped.of(front).samples().forEach((series, count) -> {
            if (series.startsWith(FAMILY)) {
                counts.put(series.substring(FAMILY.length(), series.length() - "\"}".length()), count);
            }
        });
        return counts;
    }
}
