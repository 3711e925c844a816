package io.smg.policy.random;

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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomPolicyTest implements PolicyContract {

    /** The value that chi-square with 9 degrees of freedom passes once in a thousand. */
    private static final double CHI_SQUARE_9_AT_ONE_IN_A_THOUSAND = 27.88;

    @Override
    public RoutingPolicyProvider provider() {
        return new RandomPolicyProvider();
    }

    @Test
    void isUniform() {
        List<Worker> workers = List.copyOf(FakeWorker.pool(10));
        int[] turns = new int[10];
        try (RoutingPolicy policy = provider().create(FakeContext.seeded(7))) {
            IntStream.range(0, 10_000).forEach(i -> turns[workers.indexOf(choose(policy, workers))]++);
        }

        double chiSquare = IntStream.of(turns)
                .mapToDouble(count -> (count - 1_000.0) * (count - 1_000.0) / 1_000.0)
                .sum();

        assertThat(chiSquare).isLessThan(CHI_SQUARE_9_AT_ONE_IN_A_THOUSAND);
    }

    @Test
    void repeatsItselfWithTheSameSeed() {
        List<Worker> workers = List.copyOf(FakeWorker.pool(10));

        assertThat(sequence(5, workers)).isEqualTo(sequence(5, workers)).isNotEqualTo(sequence(6, workers));
    }

    @Test
    void saysWhy() {
        List<Worker> workers = List.copyOf(FakeWorker.pool(1));
        try (RoutingPolicy policy = provider().create(FakeContext.seeded(7))) {
            RoutingDecision decision = policy.select(FakeRequest.empty(), workers);

            assertThat(decision).isEqualTo(new RoutingDecision(workers.getFirst(), "random", 0));
        }
    }

    @Test
    void hasTheNameOfTheCommandLine() {
        assertThat(provider().name()).isEqualTo("random");
    }

    private List<Worker> sequence(long seed, List<Worker> workers) {
        try (RoutingPolicy policy = provider().create(FakeContext.seeded(seed))) {
            return IntStream.range(0, 50).mapToObj(i -> choose(policy, workers)).toList();
        }
    }

    private static Worker choose(RoutingPolicy policy, List<Worker> workers) {
        return policy.select(FakeRequest.empty(), workers).worker();
    }
}
