package io.smg.policy.p2c;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingPolicyProvider;
import io.smg.api.Worker;
import io.smg.testkit.FakeClock;
import io.smg.testkit.FakeContext;
import io.smg.testkit.FakeRequest;
import io.smg.testkit.FakeWorker;
import io.smg.testkit.PolicyContract;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PowerOfTwoPolicyTest implements PolicyContract {

    /** The value that chi-square with 9 degrees of freedom passes once in a thousand. */
    private static final double CHI_SQUARE_9_AT_ONE_IN_A_THOUSAND = 27.88;

    @Override
    public RoutingPolicyProvider provider() {
        return new PowerOfTwoPolicyProvider();
    }

    @Test
    void takesTheOneWithFewerRequestsInFlight() {
        FakeWorker idle = FakeWorker.of("idle").inFlight(3).queuedTokens(9_000);
        FakeWorker busy = FakeWorker.of("busy").inFlight(4).queuedTokens(0);

        assertThat(turnsOf(idle, List.of(idle, busy), 100)).isEqualTo(100);
    }

    @Test
    void takesTheOneWithFewerQueuedTokensWhereInFlightIsEqual() {
        FakeWorker busy = FakeWorker.of("busy").inFlight(3).queuedTokens(4_000_000_001L);
        FakeWorker idle = FakeWorker.of("idle").inFlight(3).queuedTokens(4_000_000_000L);

        assertThat(turnsOf(idle, List.of(busy, idle), 100)).isEqualTo(100);
    }

    @Test
    void takesTheFirstDrawnWhereLoadsAreEqual() {
        List<FakeWorker> workers = FakeWorker.pool(3);
        FakeContext drawsInOrder = new FakeContext("", Map.of(), new FakeClock(), () -> 0);
        try (RoutingPolicy policy = provider().create(drawsInOrder)) {
            assertThat(choose(policy, workers)).isSameAs(workers.getFirst());
        }
    }

    @Test
    void neverComparesAWorkerWithItself() {
        List<FakeWorker> workers = FakeWorker.pool(3);
        workers.getFirst().inFlight(1);

        assertThat(turnsOf(workers.getFirst(), List.copyOf(workers), 1_000)).isZero();
    }

    @Test
    void isUniformOverEquallyLoadedWorkers() {
        List<FakeWorker> workers = FakeWorker.pool(10);
        int[] turns = new int[10];
        try (RoutingPolicy policy = provider().create(FakeContext.seeded(11))) {
            IntStream.range(0, 10_000).forEach(i -> turns[workers.indexOf(choose(policy, workers))]++);
        }

        double chiSquare = IntStream.of(turns)
                .mapToDouble(count -> (count - 1_000.0) * (count - 1_000.0) / 1_000.0)
                .sum();

        assertThat(chiSquare).isLessThan(CHI_SQUARE_9_AT_ONE_IN_A_THOUSAND);
    }

    @Test
    void drawsEveryPairEquallyOften() {
        List<FakeWorker> workers = FakeWorker.pool(5);
        IntStream.range(0, 5).forEach(i -> workers.get(i).inFlight(i));
        int[] turns = new int[5];
        try (RoutingPolicy policy = provider().create(FakeContext.seeded(13))) {
            IntStream.range(0, 10_000).forEach(i -> turns[workers.indexOf(choose(policy, workers))]++);
        }

        // Of the ten pairs, the least loaded worker wins four, the next three, and so on.
        int[] expected = {4_000, 3_000, 2_000, 1_000, 0};
        IntStream.range(0, 5).forEach(i -> assertThat(turns[i]).isBetween(expected[i] - 200, expected[i] + 200));
    }

    @Test
    void keepsTheFullestWorkerNearTheMean() {
        List<FakeWorker> workers = FakeWorker.pool(20);
        try (RoutingPolicy policy = provider().create(FakeContext.seeded(17))) {
            IntStream.range(0, 1_000).forEach(i -> ((FakeWorker) choose(policy, workers)).dispatch());
        }

        double mean = 1_000.0 / 20;
        int fullest = workers.stream().mapToInt(Worker::inFlight).max().orElseThrow();

        assertThat(fullest / mean).isLessThanOrEqualTo(1.2);
    }

    @Test
    void saysWhy() {
        List<FakeWorker> workers = FakeWorker.pool(2);
        workers.getLast().inFlight(1);
        try (RoutingPolicy policy = provider().create(FakeContext.seeded(19))) {
            assertThat(policy.select(FakeRequest.empty(), List.copyOf(workers)))
                    .isEqualTo(new RoutingDecision(workers.getFirst(), "less-loaded-of-two", 0));
            assertThat(policy.select(FakeRequest.empty(), List.of(workers.getLast())))
                    .isEqualTo(new RoutingDecision(workers.getLast(), "only-candidate", 0));
        }
    }

    @Test
    void hasTheNameOfTheCommandLine() {
        assertThat(provider().name()).isEqualTo("power_of_two");
    }

    private long turnsOf(Worker worker, List<Worker> candidates, int times) {
        try (RoutingPolicy policy = provider().create(FakeContext.seeded(23))) {
            return IntStream.range(0, times)
                    .mapToObj(i -> choose(policy, candidates))
                    .filter(chosen -> chosen == worker)
                    .count();
        }
    }

    private static Worker choose(RoutingPolicy policy, List<? extends Worker> candidates) {
        return policy.select(FakeRequest.empty(), List.copyOf(candidates)).worker();
    }
}
