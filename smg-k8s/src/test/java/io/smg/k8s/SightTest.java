package io.smg.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SightTest {

    private final Sight sight = new Sight(List.of(Pods.ready("a", "10.0.0.1")));

    @Test
    void showsWhatWasListedAndWhatHasChangedSince() {
        sight.seen(Pods.ready("b", "10.0.0.2"));
        sight.seen(Pods.unready("b", "10.0.0.2"));
        sight.gone(Pods.ready("a", "10.0.0.1"));

        assertThat(sight.pods()).containsExactly(Pods.unready("b", "10.0.0.2"));
        assertThat(sight.end()).isEmpty();
    }

    @Test
    void takesManySignsTogether() throws InterruptedException {
        sight.nothingNew();
        sight.nothingNew();

        assertThat(sight.awaitSign(Duration.ZERO)).isTrue();
        assertThat(sight.awaitSign(Duration.ZERO)).isFalse();
    }

    @Test
    void givesASignWhenItEnds() throws InterruptedException {
        sight.ended("for a reason");

        assertThat(sight.awaitSign(Duration.ZERO)).isTrue();
        assertThat(sight.end()).contains("for a reason");
    }
}
