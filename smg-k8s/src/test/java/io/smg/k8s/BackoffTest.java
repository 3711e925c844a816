package io.smg.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(new SplittableRandom(1));

    @Test
    void isShortAtFirst() {
        assertAllBetween(Duration.ZERO, Duration.ofMillis(312), Duration.ofMillis(500));
    }

    @Test
    void growsAsTheTroubleLasts() {
        assertAllBetween(Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofSeconds(8));
    }

    @Test
    void isNeverLongerThanHalfAMinute() {
        assertAllBetween(Duration.ofDays(3), Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    @Test
    void isLeftToChance() {
        assertThat(backoff.pause(Duration.ofSeconds(20))).isNotEqualTo(backoff.pause(Duration.ofSeconds(20)));
        assertThat(backoff.pause(Duration.ZERO)).isNotEqualTo(backoff.pause(Duration.ZERO));
    }

    private void assertAllBetween(Duration trouble, Duration least, Duration most) {
        for (int i = 0; i < 1000; i++) {
            assertThat(backoff.pause(trouble)).isBetween(least, most);
        }
    }
}
