package io.smg.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.FakeClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private final FakeClock clock = new FakeClock();
    private final Backend worker = Backends.ready("w", clock);

    @Test
    void countsARequestUntilItIsClosed() {
        Lease one = worker.lease(100).orElseThrow();
        Lease other = worker.lease(20).orElseThrow();
        assertThat(worker.inFlight()).isEqualTo(2);
        assertThat(worker.queuedTokens()).isEqualTo(120);
        one.close();
        assertThat(worker.inFlight()).isEqualTo(1);
        assertThat(worker.queuedTokens()).isEqualTo(20);
        other.close();

        assertThat(worker.inFlight()).isZero();
        assertThat(worker.queuedTokens()).isZero();
    }

    @Test
    void takesAPromptOffTheQueueAtTheFirstByteAndOnlyOnce() {
        Lease stays = worker.lease(5).orElseThrow();
        Lease lease = worker.lease(100).orElseThrow();
        lease.firstByte();
        lease.firstByte();

        assertThat(worker.queuedTokens()).isEqualTo(5);
        assertThat(worker.inFlight()).isEqualTo(2);
        lease.close();
        assertThat(worker.queuedTokens()).isEqualTo(5);
        stays.close();
    }

    @Test
    void isGivenBackOnce() {
        Lease stays = worker.lease(1).orElseThrow();
        Lease goes = worker.lease(1).orElseThrow();
        goes.close();
        goes.close();

        assertThat(worker.inFlight()).isEqualTo(1);
        stays.close();
    }

    @Test
    void isNotToBeHadWhereTheBreakerIsOpen() {
        Backends.fail(worker);

        assertThat(worker.admits()).isFalse();
        assertThat(worker.lease(10)).isEmpty();
        assertThat(worker.inFlight()).isZero();
        assertThat(worker.queuedTokens()).isZero();
    }

    @Test
    void isNotToBeHadOfAWorkerThatLeaves() {
        Backends.drain(worker);

        assertThat(worker.lease(10)).isEmpty();
        assertThat(worker.inFlight()).isZero();
        assertThat(worker.isReady()).isFalse();
    }

    @Test
    void sparesAnOverloadedWorkerWithoutCountingAgainstItsBreaker() {
        for (int i = 0; i < 10; i++) {
            try (Lease lease = worker.lease(0).orElseThrow()) {
                lease.overloaded(Optional.of(Duration.ofSeconds(3)));
            }
        }

        assertThat(worker.isCooling()).isTrue();
        assertThat(worker.admits()).isTrue();
        clock.advance(Duration.ofSeconds(3));
        assertThat(worker.isCooling()).isFalse();
    }

    @Test
    void givesTheProbesPlaceBackWhereItsRequestSaysNothing() {
        Backends.fail(worker);
        clock.advance(Duration.ofSeconds(30));
        worker.lease(0).orElseThrow().close();

        assertThat(worker.admits()).isTrue();
    }
}
