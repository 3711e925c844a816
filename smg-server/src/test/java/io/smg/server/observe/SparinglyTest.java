package io.smg.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SparinglyTest {

    private final List<String> lines = new ArrayList<>();
    private final FakeClock clock = new FakeClock();
    private final Sparingly sparingly = new Sparingly(new Lines(), clock);

    @Test
    void logsOneOfAKindASecondAndCountsTheOthers() {
        for (int i = 0; i < 100; i++) {
            sparingly.log(400, () -> "bad");
        }
        clock.advance(Duration.ofSeconds(1));
        sparingly.log(400, () -> "bad");

        assertThat(lines).containsExactly("bad", "bad, and 99 like it");
    }

    @Test
    void countsEachKindForItself() {
        sparingly.log(400, () -> "bad");
        sparingly.log(414, () -> "long");

        assertThat(lines).containsExactly("bad", "long");
    }

    /** Keeps what is logged. */
    private final class Lines implements System.Logger {

        @Override
        public String getName() {
            return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String text, @Nullable Throwable thrown) {
            lines.add(text);
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, Object... parameters) {
            lines.add(format);
        }
    }
}
