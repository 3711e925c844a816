package io.smg.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {

    @ParameterizedTest
    @CsvSource({
        "200, GOOD",
        "204, GOOD",
        "302, GOOD",
        "304, GOOD",
        "400, NEUTRAL",
        "404, NEUTRAL",
        "408, NEUTRAL",
        "422, NEUTRAL",
        "429, OVERLOAD",
        "499, NEUTRAL",
        "500, FAILURE",
        "501, NEUTRAL",
        "502, FAILURE",
        "503, OVERLOAD",
        "504, FAILURE",
        "505, NEUTRAL",
        "599, NEUTRAL"
    })
    void saysOfAStatusWhatItSaysOfTheWorker(int status, Judgement judgement) {
        assertThat(Judgement.of(status)).isEqualTo(judgement);
    }

    @ParameterizedTest
    @CsvSource({"GOOD, false", "NEUTRAL, false", "FAILURE, true", "OVERLOAD, true"})
    void callsForAnotherWorkerWhereThatMayHelp(Judgement judgement, boolean helps) {
        assertThat(judgement.isWorthARetry()).isEqualTo(helps);
    }
}
