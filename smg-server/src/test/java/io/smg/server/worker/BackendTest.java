package io.smg.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.WorkerSpec;
import io.smg.testkit.FakeClock;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendTest {

    private final Backend worker = Backends.pending(WorkerSpec.of(URI.create("http://127.0.0.1:1")), new FakeClock());

    @Test
    void countsARequestFromItsLeaseToTheLeasesEnd() {
        Lease lease = worker.lease(10).orElseThrow();
        int during = worker.inFlight();
        long queued = worker.queuedTokens();
        lease.close();

        assertThat(during).isEqualTo(1);
        assertThat(queued).isEqualTo(10);
        assertThat(worker.inFlight()).isZero();
        assertThat(worker.queuedTokens()).isZero();
    }

    @Test
    void countsAPromptOnlyUntilTheFirstByte() {
        Lease lease = worker.lease(10).orElseThrow();
        lease.firstByte();
        lease.firstByte();

        assertThat(worker.queuedTokens()).isZero();
        assertThat(worker.inFlight()).isEqualTo(1);
    }

    @Test
    void givesALeaseBackOnce() {
        Lease other = worker.lease(5).orElseThrow();
        Lease lease = worker.lease(10).orElseThrow();
        lease.close();
        lease.close();

        assertThat(worker.inFlight()).isEqualTo(1);
        assertThat(worker.queuedTokens()).isEqualTo(5);
        other.close();
    }

    @Test
    void mayServeAnythingUntilItsModelsAreKnown() {
        boolean before = worker.mayServe("n");
        worker.setCards(List.of(new ModelCard("m", "{}")));

        assertThat(before).isTrue();
        assertThat(worker.mayServe("n")).isFalse();
        assertThat(worker.mayServe("m")).isTrue();
    }

    @Test
    void isTriedAtOnceWhenItWasAwayAndIsWellAgain() {
        worker.setHealth(Backend.Health.READY);
        Backends.fail(worker);
        boolean admittedWhileItFails = worker.admits();

        worker.setHealth(Backend.Health.NOT_READY);
        worker.setHealth(Backend.Health.READY);

        assertThat(admittedWhileItFails).isFalse();
        assertThat(worker.breaker().state()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
    }
}
