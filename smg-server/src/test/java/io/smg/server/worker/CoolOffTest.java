package io.smg.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CoolOffTest {

    private final FakeClock clock = new FakeClock();
    private final CoolOff coolOff = new CoolOff(Duration.ofSeconds(30), clock);

    @Test
    void isOffUntilAWorkerIsOverloaded() {
        assertThat(coolOff.isOn()).isFalse();
    }

    @Test
    void lastsAsLongAsTheWorkerAsks() {
        coolOff.begin(Optional.of(Duration.ofSeconds(7)));
        assertThat(length()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void lastsASecondThatDoublesUpToABoundWhereTheWorkerDoesNotAsk() {
        List<Long> lengths = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            coolOff.begin(Optional.empty());
            lengths.add(length().toSeconds());
        }

        assertThat(lengths).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void countsRequestsThatWereOnTheirWayTogetherAsOne() {
        for (int i = 0; i < 10; i++) {
            coolOff.begin(Optional.empty());
        }

        assertThat(length()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void beginsAgainWithASecondAfterAGoodAnswer() {
        coolOff.begin(Optional.empty());
        length();
        coolOff.begin(Optional.empty());
        length();
        coolOff.reset();
        coolOff.begin(Optional.empty());

        assertThat(length()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void isNotEndedByAnAnswerThatWasOnItsWay() {
        coolOff.begin(Optional.of(Duration.ofSeconds(5)));
        coolOff.reset();

        assertThat(length()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void isMadeLongerButNotShorterByWhatAWorkerAsksNext() {
        coolOff.begin(Optional.of(Duration.ofSeconds(10)));
        coolOff.begin(Optional.of(Duration.ofSeconds(2)));
        assertThat(length()).isEqualTo(Duration.ofSeconds(10));
        coolOff.begin(Optional.of(Duration.ofSeconds(2)));
        coolOff.begin(Optional.of(Duration.ofSeconds(10)));

        assertThat(length()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void doesNotLastForLongerThanAnHourWhateverAWorkerAsks() {
        coolOff.begin(Optional.of(Duration.ofDays(365)));

        assertThat(coolOff.isOn()).isTrue();
        clock.advance(Duration.ofHours(1));
        assertThat(coolOff.isOn()).isFalse();
    }

    /** Moves the clock on until the worker is no longer spared. */
    private Duration length() {
        Duration length = Duration.ZERO;
        while (coolOff.isOn()) {
            clock.advance(Duration.ofSeconds(1));
            length = length.plusSeconds(1);
        }
        return length;
    }
}
