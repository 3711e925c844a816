package io.smg.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimingTest {

    @Test
    void prefillTakesItsStartAndTheTokensThatAreNotCached() {
        Timing timing = new Timing(Duration.ofMillis(20), 1000, Duration.ZERO, Duration.ZERO);

        assertThat(Duration.ofNanos(timing.prefillNanos(500))).isEqualTo(Duration.ofMillis(520));
        assertThat(Duration.ofNanos(timing.prefillNanos(0))).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void stepGrowsWithTheBatch() {
        assertThat(Duration.ofNanos(Timing.DEFAULT.stepNanos(10))).isEqualTo(Duration.ofMillis(16));
    }

    @Test
    void nothingTakesTimeWithoutTiming() {
        assertThat(Timing.NONE.prefillNanos(1_000_000)).isZero();
        assertThat(Timing.NONE.stepNanos(1000)).isZero();
    }
}
