package io.smg.server.worker;

import static io.smg.server.worker.CircuitBreaker.State.CLOSED;
import static io.smg.server.worker.CircuitBreaker.State.HALF_OPEN;
import static io.smg.server.worker.CircuitBreaker.State.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.smg.server.config.BreakerConfig;
import io.smg.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CircuitBreakerTest {

    private static final int THRESHOLD = 3;
    private static final int SUCCESSES = 2;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final FakeClock clock = new FakeClock();
    private final List<String> changes = new ArrayList<>();
    private final CircuitBreaker breaker = breaker(BreakerConfig.Mode.ON);

    @Test
    void opensAtTheThresholdAndNotBefore() {
        fail(THRESHOLD - 1);
        assertThat(breaker.state()).isEqualTo(CLOSED);
        assertThat(breaker.admits()).isTrue();
        fail(1);

        assertThat(breaker.state()).isEqualTo(OPEN);
        assertThat(breaker.admits()).isFalse();
        assertThat(breaker.enter()).isEmpty();
    }

    @Test
    void countsFailuresInARowOnly() {
        fail(THRESHOLD - 1);
        succeed();
        fail(THRESHOLD - 1);

        assertThat(breaker.state()).isEqualTo(CLOSED);
    }

    @Test
    void leavesItsCountAsItIsWhereNothingIsSaidOfARequest() {
        fail(THRESHOLD - 1);
        pass().close();
        fail(1);

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void doesNotTakeAnAnswerThatHasOnlyBegunForAnEndOfFailures() {
        fail(THRESHOLD - 1);
        try (CircuitBreaker.Pass pass = pass()) {
            pass.answered();
            pass.failed();
        }

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void staysOpenForItsTimeout() {
        fail(THRESHOLD);
        clock.advance(TIMEOUT.minusNanos(1));
        assertThat(breaker.admits()).isFalse();
        assertThat(breaker.enter()).isEmpty();
        clock.advance(Duration.ofNanos(1));

        assertThat(breaker.admits()).isTrue();
        assertThat(breaker.state()).as("until a request comes").isEqualTo(OPEN);
        pass();
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    }

    @Test
    void letsOneThroughAtATimeWhileHalfOpen() {
        CircuitBreaker.Pass probe = probe();
        assertThat(breaker.admits()).isFalse();
        assertThat(breaker.enter()).isEmpty();
        probe.answered();

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        assertThat(breaker.admits()).isTrue();
        pass();
        assertThat(breaker.enter()).isEmpty();
    }

    @Test
    void letsExactlyOneOfManyThroughAtOnce() throws InterruptedException {
        int threads = 64;
        fail(THRESHOLD);
        clock.advance(TIMEOUT);
        AtomicInteger through = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> crowd = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            crowd.add(Thread.startVirtualThread(() -> {
                awaitQuietly(start);
                breaker.enter().ifPresent(pass -> through.incrementAndGet());
            }));
        }
        start.countDown();
        for (Thread thread : crowd) {
            thread.join();
        }

        assertThat(through).hasValue(1);
    }

    @Test
    void closesAfterSoManyGoodProbes() {
        probe().answered();
        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        pass().answered();

        assertThat(breaker.state()).isEqualTo(CLOSED);
        fail(THRESHOLD - 1);
        assertThat(breaker.state()).as("it counts from nothing").isEqualTo(CLOSED);
        fail(1);
        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void opensAgainForItsWholeTimeoutAfterOneBadProbe() {
        probe().answered();
        clock.advance(Duration.ofSeconds(5));
        pass().failed();

        assertThat(breaker.state()).isEqualTo(OPEN);
        clock.advance(TIMEOUT.minusNanos(1));
        assertThat(breaker.admits()).isFalse();
        clock.advance(Duration.ofNanos(1));
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void opensAgainWhereAProbeBeginsWellAndBreaksOff() {
        CircuitBreaker.Pass probe = probe();
        probe.answered();
        probe.failed();

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void letsTheNextProbeThroughWhereNothingIsSaidOfOne() {
        probe().close();

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        assertThat(breaker.admits()).isTrue();
        pass().answered();
        assertThat(breaker.state()).as("that one counts for nothing").isEqualTo(HALF_OPEN);
    }

    @Test
    void passesOverFailuresOfRequestsFromBeforeItOpened() {
        CircuitBreaker.Pass old = pass();
        CircuitBreaker.Pass probe = probe();
        old.failed();
        old.close();

        assertThat(breaker.state()).isEqualTo(HALF_OPEN);
        assertThat(breaker.admits()).as("the probe is still out").isFalse();
        probe.answered();
        assertThat(breaker.admits()).isTrue();
    }

    @Test
    void passesOverSuccessesOfRequestsFromBeforeItOpened() {
        CircuitBreaker.Pass old = pass();
        probe().answered();
        pass().answered();
        fail(THRESHOLD - 1);
        old.answered();
        old.completed();
        fail(1);

        assertThat(breaker.state()).isEqualTo(OPEN);
    }

    @Test
    void passesOverWhatAProbeOfAnEarlierTimeSays() {
        CircuitBreaker.Pass old = probe();
        old.failed();
        clock.advance(TIMEOUT);
        CircuitBreaker.Pass probe = pass();
        old.close();
        old.answered();

        assertThat(breaker.admits()).as("the new probe is still out").isFalse();
        probe.answered();
        assertThat(breaker.state()).as("one good probe is not two").isEqualTo(HALF_OPEN);
    }

    @Test
    void opensOnceForFailuresThatComeTogether() {
        List<CircuitBreaker.Pass> crowd = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            crowd.add(pass());
        }
        crowd.forEach(CircuitBreaker.Pass::failed);

        assertThat(changes).containsExactly("CLOSED->OPEN");
    }

    @Test
    void tellsOfEachChangeOfState() {
        probe().failed();
        clock.advance(TIMEOUT);
        pass().answered();
        pass().answered();

        assertThat(changes)
                .containsExactly(
                        "CLOSED->OPEN", "OPEN->HALF_OPEN", "HALF_OPEN->OPEN", "OPEN->HALF_OPEN", "HALF_OPEN->CLOSED");
    }

    @Test
    void neverOpensWhereThereAreNoBreakers() {
        CircuitBreaker off = breaker(BreakerConfig.Mode.OFF);
        for (int i = 0; i < 100; i++) {
            off.enter().orElseThrow().failed();
        }

        assertThat(off.state()).isEqualTo(CLOSED);
        assertThat(off.admits()).isTrue();
    }

    private CircuitBreaker breaker(BreakerConfig.Mode mode) {
        return new CircuitBreaker(
                new BreakerConfig(mode, THRESHOLD, TIMEOUT, SUCCESSES),
                clock,
                (from, to) -> changes.add(from + "->" + to));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            try (CircuitBreaker.Pass pass = pass()) {
                pass.failed();
            }
        }
    }

    private void succeed() {
        try (CircuitBreaker.Pass pass = pass()) {
            pass.answered();
            pass.completed();
        }
    }

    private CircuitBreaker.Pass pass() {
        Optional<CircuitBreaker.Pass> pass = breaker.enter();
        assertThat(pass).isPresent();
        return pass.orElseThrow();
    }

    /** The one request that a breaker lets through that was open for its timeout. */
    private CircuitBreaker.Pass probe() {
        fail(THRESHOLD);
        clock.advance(TIMEOUT);
        return pass();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
