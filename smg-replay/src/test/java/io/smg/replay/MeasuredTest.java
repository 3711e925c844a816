package io.smg.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.RoutingDecision;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeasuredTest {

    private final Measured measured = new Measured();

    @Test
    void isZeroWithoutRequests() {
        assertThat(measured.mean()).isZero();
        assertThat(measured.quantile(0.5)).isZero();
        assertThat(measured.shareWithin(Duration.ofSeconds(1))).isZero();
        assertThat(measured.hitRate()).isZero();
    }

    @Test
    void ranksTimesWhateverTheirOrder() {
        for (int i = 0; i < 2_000; i++) {
            add(1 + i * 1_337 % 2_000);
        }

        assertThat(measured.count()).isEqualTo(2_000);
        assertThat(measured.quantile(0.5)).isEqualTo(1);
        assertThat(measured.quantile(0.99)).isEqualTo(1.98);
        assertThat(measured.quantile(0)).isEqualTo(0.001);
        assertThat(measured.quantile(1)).isEqualTo(2);
        assertThat(measured.mean()).isEqualTo(1.0005);
        assertThat(measured.shareWithin(Duration.ofMillis(500))).isEqualTo(0.25);
    }

    @Test
    void ranksWhatCameAfterItWasAsked() {
        add(2_000);
        assertThat(measured.quantile(0.5)).isEqualTo(2);

        add(1_000);

        assertThat(measured.quantile(0.5)).isEqualTo(1);
    }

    private void add(int millis) {
        Turn turn =
                new Turn(new PromptOfTrace(Traces.request(0, 1)), RoutingDecision.of(new ModelledWorker(0), "test"), 0);
        turn.began(millis * 1_000_000L);
        measured.add(turn);
    }
}
