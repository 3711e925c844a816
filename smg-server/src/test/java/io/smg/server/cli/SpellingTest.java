package io.smg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {

    private static final List<String> KNOWN = List.of("host", "port", "worker-urls", "health-check-interval");

    @ParameterizedTest
    @CsvSource({
        "port, port",
        "prot, port",
        "ports, port",
        "hos, host",
        "worker_url, worker-urls",
        "health-check-interval-secs, health-check-interval"
    })
    void guessesTheNearestWord(String word, String expected) {
        assertThat(Spelling.closest(word, KNOWN)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zebra", "workers-of-the-world"})
    void hasNoGuessForAFarOne(String word) {
        assertThat(Spelling.closest(word, KNOWN)).isEmpty();
    }
}
