package io.smg.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "1ms, PT0.001S",
        "5s, PT5S",
        "1m, PT1M",
        "1h, PT1H",
        "1m30s, PT1M30S",
        "1h2m3s4ms, PT1H2M3.004S",
        "0h1m, PT1M",
        "90s, PT1M30S",
        "7, PT7S",
        "2147483647, PT2147483647S"
    })
    void readsWhatOperatorsWrite(String text, Duration expected) {
        assertThat(Durations.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "0s",
                "0h0m",
                "-1",
                "-5s",
                "+5",
                "5 s",
                " 5s",
                "5S",
                "5d",
                "s",
                "1.5s",
                "30s1m",
                "5s5s",
                "2147483648",
                "99999999999",
                "596524h",
                "\u0665s"
            })
    void refusesEverythingElse(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }
}
