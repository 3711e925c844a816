package io.smg.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.FakeClock;
import io.smg.testkit.LogLines;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TroubleTest {

    private final FakeClock clock = new FakeClock();
    private final Trouble trouble = new Trouble(clock);

    @Test
    void lastsFromItsFirstSignToItsEnd() {
        clock.advance(Duration.ofSeconds(5));
        Duration before = trouble.length();
        trouble.is("one thing");
        clock.advance(Duration.ofSeconds(2));
        trouble.is("another");
        clock.advance(Duration.ofSeconds(1));
        Duration during = trouble.length();
        trouble.isOver();

        assertThat(before).isZero();
        assertThat(during).isEqualTo(Duration.ofSeconds(3));
        assertThat(trouble.length()).isZero();
    }

    @Test
    void isLoggedOnceForEachThingThatIsWrong() {
        try (LogLines log = LogLines.of(Trouble.class)) {
            trouble.is("one thing");
            trouble.is("one thing");
            trouble.is("another");
            trouble.isOver();
            trouble.isOver();

            assertThat(log.lines())
                    .containsExactly(
                            "WARNING discovery_failed: kubernetes: one thing; the workers stay as they are, and it is tried again",
                            "WARNING discovery_failed: kubernetes: another; the workers stay as they are, and it is tried again",
                            "INFO discovery_recovered: kubernetes: pods are seen again after 0 s");
        }
    }
}
