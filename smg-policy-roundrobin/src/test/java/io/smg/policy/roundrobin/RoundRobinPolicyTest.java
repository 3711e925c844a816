package io.smg.policy.roundrobin;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingPolicyProvider;
import io.smg.api.Worker;
import io.smg.testkit.FakeContext;
import io.smg.testkit.FakeRequest;
import io.smg.testkit.FakeWorker;
import io.smg.testkit.PolicyContract;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundRobinPolicyTest implements PolicyContract {

    private final FakeWorker a = FakeWorker.of("a");
    private final FakeWorker b = FakeWorker.of("b");
    private final FakeWorker c = FakeWorker.of("c");
    private final FakeWorker d = FakeWorker.of("d");

    private final RoutingPolicy policy = provider().create(FakeContext.seeded(1));

    @Override
    public RoutingPolicyProvider provider() {
        return new RoundRobinPolicyProvider();
    }

    @AfterEach
    void close() {
        policy.close();
    }

    @Test
    void rotatesInTheOrderOfTheCandidates() {
        pool(a, b, c);

        assertThat(turns(7, a, b, c)).containsExactly(a, b, c, a, b, c, a);
    }

    @Test
    void takesNoNoticeOfLoad() {
        a.inFlight(1_000).queuedTokens(1_000_000);
        pool(a, b);

        assertThat(turns(4, a, b)).containsExactly(a, b, a, b);
    }

    @Test
    void goesOnWhereItWasWhenAWorkerComes() {
        pool(a, b, c);
        turns(4, a, b, c);

        pool(a, b, c, d);

        assertThat(turns(8, a, b, c, d)).containsExactly(d, b, c, a, d, b, c, a);
    }

    @Test
    void goesOnWhereItWasWhenAWorkerLeaves() {
        pool(a, b, c, d);
        turns(5, a, b, c, d);

        pool(a, c, d);

        assertThat(turns(6, a, c, d)).containsExactly(c, d, a, c, d, a);
    }

    @Test
    void keepsPlacesWhileAWorkerIsNotACandidate() {
        pool(a, b, c);
        turns(1, a, b, c);

        assertThat(turns(3, a, c)).containsExactly(c, a, c);
        assertThat(turns(6, a, b, c)).containsExactly(b, a, c, b, a, c);
    }

    @Test
    void passesNobodyOverWhenCandidatesAlternate() {
        pool(a, b, c);

        List<Worker> chosen = IntStream.range(0, 30)
                .mapToObj(i -> i % 2 == 0 ? turns(1, a, b) : turns(1, b, c))
                .flatMap(List::stream)
                .toList();

        assertThat(chosen.stream().collect(groupingBy(w -> w, counting())).values())
                .allSatisfy(count -> assertThat(count).isBetween(7L, 15L))
                .hasSize(3);
    }

    @Test
    void forgetsThePlaceOfAWorkerThatLeft() {
        pool(a, b);
        turns(4, a, b);

        pool(b);
        pool(a, b);

        assertThat(turns(3, b, a)).containsExactly(a, b, a);
    }

    @Test
    void rotatesExactlyUnderSixteenThreads() throws InterruptedException {
        pool(a, b, c, d);
        Queue<Worker> chosen = new ConcurrentLinkedQueue<>();

        List<Thread> threads = Stream.generate(
                        () -> Thread.ofPlatform().start(() -> chosen.addAll(turns(1_000, a, b, c, d))))
                .limit(16)
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(chosen.stream().collect(groupingBy(w -> w, counting())))
                .isEqualTo(Map.of(a, 4_000L, b, 4_000L, c, 4_000L, d, 4_000L));
    }

    @Test
    void rotatesEachPoolOnItsOwn() {
        turns(1, a, b);

        try (RoutingPolicy other = provider().create(FakeContext.seeded(1))) {
            assertThat(other.select(FakeRequest.empty(), List.of(a, b)).worker())
                    .isSameAs(a);
        }
    }

    @Test
    void saysWhy() {
        assertThat(policy.select(FakeRequest.empty(), List.of(a))).isEqualTo(new RoutingDecision(a, "next-in-turn", 0));
    }

    @Test
    void hasTheNameOfTheCommandLine() {
        assertThat(provider().name()).isEqualTo("round_robin");
    }

    private void pool(Worker... workers) {
        policy.workersChanged(List.of(workers));
    }

    private List<Worker> turns(int count, Worker... candidates) {
        List<Worker> list = List.of(candidates);
        return IntStream.range(0, count)
                .mapToObj(i -> policy.select(FakeRequest.empty(), list).worker())
                .toList();
    }
}
