package io.smg.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smg.server.worker.Backend;
import io.smg.server.worker.Backends;
import io.smg.server.worker.Lease;
import io.smg.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CandidatesTest {

    private final FakeClock clock = new FakeClock();
    private final Backend a = Backends.ready("a", clock);
    private final Backend b = Backends.ready("b", clock);
    private final Backend c = Backends.ready("c", clock);
    private final List<Backend> all = List.of(a, b, c);

    @Test
    void areAllWorkersInOrderWhereNothingSpeaksAgainstThem() {
        assertThat(Candidates.of(all, Set.of())).containsExactly(a, b, c);
    }

    @Test
    void leaveOutAnOpenBreakerForGood() {
        Backends.fail(a);
        assertThat(Candidates.of(all, Set.of())).containsExactly(b, c);
        Backends.fail(b);
        Backends.fail(c);

        assertThat(Candidates.of(all, Set.of())).isEmpty();
    }

    @Test
    void leaveOutThoseThatWereTriedWhileThereIsAnother() {
        assertThat(Candidates.of(all, Set.of(a, c))).containsExactly(b);
        assertThat(Candidates.of(all, Set.of(a, b, c))).containsExactly(a, b, c);
        Backends.fail(b);

        assertThat(Candidates.of(all, Set.of(a, c))).containsExactly(a, c);
    }

    @Test
    void leaveOutAnOverloadedWorkerWhileThereIsAnother() {
        overload(b);
        assertThat(Candidates.of(all, Set.of())).containsExactly(a, c);
        overload(a);
        overload(c);

        assertThat(Candidates.of(all, Set.of())).containsExactly(a, b, c);
    }

    @Test
    void preferAnOverloadedWorkerToOneThatWasTried() {
        overload(b);
        overload(c);

        assertThat(Candidates.of(all, Set.of(a))).containsExactly(b, c);
    }

    @Test
    void areNotToBeChanged() {
        assertThatThrownBy(() -> Candidates.of(all, Set.of()).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> Candidates.of(all, Set.of(a)).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static void overload(Backend worker) {
        try (Lease lease = worker.lease(0).orElseThrow()) {
            lease.overloaded(Optional.of(Duration.ofMinutes(1)));
        }
    }
}
