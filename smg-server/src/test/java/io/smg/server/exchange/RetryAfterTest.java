package io.smg.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.server.http1.Field;
import io.smg.server.http1.Fields;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final InstantSource NOW = InstantSource.fixed(Instant.parse("1994-11-06T08:49:07Z"));

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "007, 7", "999999999, 999999999"})
    void readsSeconds(String value, long seconds) {
        assertThat(read(value)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
            })
    void readsDatesOfAllThreeForms(String value) {
        assertThat(read(value)).contains(Duration.ofSeconds(30));
    }

    @Test
    void takesADateThatIsOverForNow() {
        assertThat(read("Sun, 06 Nov 1994 08:00:00 GMT")).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "-1",
                "+1",
                "1.5",
                "1s",
                "1234567890",
                "99999999999999999999",
                "١",
                "Sun, 06 Nov 1994"
            })
    void passesOverWhatItCannotRead(String value) {
        assertThat(read(value)).isEmpty();
    }

    @Test
    void isAbsentWhereTheFieldIs() {
        assertThat(RetryAfter.of(Fields.NONE, NOW)).isEmpty();
    }

    private static Optional<Duration> read(String value) {
        return RetryAfter.of(Fields.of(List.of(new Field("Retry-After", value))), NOW);
    }
}
