package io.smg.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

class RoutingDecisionTest {

    private final Worker worker = new NamedWorker("w0");

    @Test
    void expectsNothingOfTheCacheUnlessTold() {
        assertThat(RoutingDecision.of(worker, "because")).isEqualTo(new RoutingDecision(worker, "because", 0));
    }

    @Test
    void keepsItsParts() {
        RoutingDecision decision = new RoutingDecision(worker, "because", 17);

        assertThat(decision.worker()).isSameAs(worker);
        assertThat(decision.reason()).isEqualTo("because");
        assertThat(decision.cachedTokens()).isEqualTo(17);
    }

    @Test
    void refusesNegativeTokens() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RoutingDecision(worker, "because", -1))
                .withMessage("cachedTokens must be 0 or more, is -1");
    }

    @Test
    @NullUnmarked
    void refusesToGoNowhere() {
        assertThatNullPointerException()
                .isThrownBy(() -> new RoutingDecision(null, "because", 0))
                .withMessage("worker");
    }

    @Test
    @NullUnmarked
    void refusesToKeepItsReason() {
        assertThatNullPointerException()
                .isThrownBy(() -> new RoutingDecision(worker, null, 0))
                .withMessage("reason");
    }
}
