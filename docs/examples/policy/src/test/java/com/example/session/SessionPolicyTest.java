package com.example.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingPolicyProvider;
import io.smg.api.Worker;
import io.smg.testkit.FakeContext;
import io.smg.testkit.FakeRequest;
import io.smg.testkit.FakeWorker;
import io.smg.testkit.PolicyContract;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The laws of every policy, which {@link PolicyContract} brings, and those of this one. */
class SessionPolicyTest implements PolicyContract {

    private static final List<Worker> WORKERS = List.copyOf(FakeWorker.pool(4));

    @Override
    public RoutingPolicyProvider provider() {
        return new SessionPolicyProvider();
    }

    @Test
    void movesOnlyTheSessionsOfAWorkerThatLeaves() {
        List<Worker> rest = WORKERS.subList(1, 4);

        for (String session : IntStream.range(0, 100).mapToObj(i -> "user-" + i).toList()) {
            Worker before = worker(session, WORKERS);

            assertThat(worker(session, rest)).isIn(before.equals(WORKERS.getFirst()) ? rest : List.of(before));
        }
    }

    @Test
    void readsTheHeaderThatItsOptionNames() {
        FakeContext context = FakeContext.seeded(1).withOption("session-header", "x-user");
        try (RoutingPolicy policy = provider().create(context)) {
            Worker named = policy.select(FakeRequest.empty().withHeader("x-user", "ann"), WORKERS).worker();

            assertThat(named).isEqualTo(worker("ann", WORKERS));
        }
    }

    private Worker worker(String session, List<Worker> candidates) {
        try (RoutingPolicy policy = provider().create(FakeContext.seeded(1))) {
            return policy.select(FakeRequest.empty().withHeader("x-session-id", session), candidates).worker();
        }
    }
}
