package io.smg.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

    @Test
    void readsStatusWithRetryAfter() {
        Fault fault = Fault.parse("status=429;retry-after=2");

        assertThat(fault.status()).hasValue(429);
        assertThat(fault.retryAfter()).contains("2");
        assertThat(fault.breakage()).isEqualTo(Fault.Breakage.NONE);
    }

    @Test
    void readsShareDelayAndPlaceOfBreakage() {
        Fault fault = Fault.parse(" rate=0.1 ; delay=500ms; reset; after=3");

        assertThat(fault.rate()).isEqualTo(0.1);
        assertThat(fault.delay()).isEqualTo(Duration.ofMillis(500));
        assertThat(fault.breakage()).isEqualTo(Fault.Breakage.RESET);
        assertThat(fault.afterEvents()).isEqualTo(3);
        assertThat(fault.isAtOnce()).isFalse();
    }

    @Test
    void breaksAtOnceUnlessPlaceIsSaid() {
        assertThat(Fault.parse("close").isAtOnce()).isTrue();
        assertThat(Fault.parse("close;after-bytes=100").isAtOnce()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "off"})
    void readsThatThereIsNone(String text) {
        assertThat(Fault.parse(text)).isEqualTo(Fault.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"explode", "status=many", "delay=soon", "framing=odd", "close;when=now"})
    void refusesWhatItDoesNotKnow(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Fault.parse(text));
    }
}
