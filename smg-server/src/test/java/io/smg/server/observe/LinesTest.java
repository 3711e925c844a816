package io.smg.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesTest {

    @Test
    void keepsForgedTextOnItsLine() {
        String line = new TextLines().format(event("a\r\nb\u0085c\u2028d", Level.INFO));

        assertThat(line).endsWith(" INFO a??b?c?d\n");
        assertThat(line.lines()).hasSize(1);
    }

    @Test
    void cutsWhatIsTooLong() {
        assertThat(OneLine.of("x".repeat(5000))).hasSize(2000);
    }

    @Test
    void writesAnObjectForEachEvent() {
        LogRecord event = event("a \"b\"\nc", Level.WARNING);
        event.setThrown(new IllegalStateException("x\ny"));

        assertThat(new JsonLines().format(event))
                .isEqualTo("{\"timestamp\":\"1970-01-01T00:00:00Z\",\"level\":\"WARN\",\"logger\":\"io.smg\","
                        + "\"message\":\"a \\\"b\\\"?c\",\"error\":\"java.lang.IllegalStateException: x?y\"}\n");
    }

    @Test
    void beginsWithTheNameOfTheEvent() {
        LogRecord event = event("worker {0} is ready", Level.INFO);
        event.setParameters(new Object[] {"http://w", Event.WORKER_READY});

        assertThat(new TextLines().format(event)).endsWith(" INFO worker_ready: worker http://w is ready\n");
        assertThat(new JsonLines().format(event))
                .contains("\"event\":\"worker_ready\",\"message\":\"worker http://w is ready\"");
    }

    @Test
    void writesNumbersAsDigits() {
        LogRecord event = event("{0} of {1} workers, {2}", Level.INFO);
        event.setParameters(new Object[] {1000, 2000L, 0.5});

        assertThat(new TextLines().format(event)).endsWith(" INFO 1000 of 2000 workers, 0.5\n");
    }

    @Test
    void showsPeopleWhereAFailureCameFrom() {
        LogRecord event = event("a", Level.SEVERE);
        event.setThrown(new IllegalStateException("x"));

        assertThat(new TextLines().format(event)).contains(" ERROR a\n", "LinesTest.showsPeopleWhere");
    }

    @ParameterizedTest
    @CsvSource({"SEVERE, ERROR", "WARNING, WARN", "INFO, INFO", "CONFIG, DEBUG", "FINE, DEBUG", "FINER, TRACE"})
    void namesLevelsAsOperatorsDo(String level, String name) {
        assertThat(Levels.nameOf(Level.parse(level))).isEqualTo(name);
    }

    private static LogRecord event(String message, Level level) {
        LogRecord event = new LogRecord(level, message);
        event.setLoggerName("io.smg");
        event.setInstant(Instant.EPOCH);
        return event;
    }
}
