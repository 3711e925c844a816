package io.smg.policy.cacheaware;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.Outcome;
import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingPolicyProvider;
import io.smg.api.Usage;
import io.smg.api.Worker;
import io.smg.testkit.FakeContext;
import io.smg.testkit.FakeRequest;
import io.smg.testkit.FakeWorker;
import io.smg.testkit.PolicyContract;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for many requests: the law of all policies, learning, hostile prompts. Too long for each mutant. */
class CacheAwareContractTest implements PolicyContract {

    private static final int BLOCK = BlockHashes.BLOCK;

    private final FakeWorker a = FakeWorker.of("a");
    private final List<Worker> both = List.of(a, FakeWorker.of("b"));
    private final RoutingPolicy policy = provider().create(FakeContext.seeded(1));

    @Override
    public RoutingPolicyProvider provider() {
        return new CacheAwarePolicyProvider();
    }

    @AfterEach
    void close() {
        policy.close();
    }

    @Test
    void findsTheSizeOfAnEnginesCache() {
        policy.workersChanged(List.of(a));
        int engine = 600;
        PrefixIndex cache = new PrefixIndex(engine, new Budget(Long.MAX_VALUE));
        cache.retain(List.of(a));
        Random random = new Random(1);
        int expected = 0;
        int found = 0;
        for (int i = 0; i < 6_000; i++) {
            long document = random.nextInt(250);
            FakeRequest request = FakeRequest.prompt(Texts.blocks(4, document));
            int held = cache.prefixes(Texts.chain(4, document), List.of(a))[0];
            RoutingDecision decision = policy.select(request, List.of(a));
            cache.remember(a, Texts.chain(4, document));
            policy.completed(request, decision, reported(request, held));
            if (i >= 3_000) {
                expected += decision.cachedTokens() / (BLOCK / 4);
                found += held;
            }
        }

        assertThat((double) expected / found).isBetween(0.9, 1.1);
    }

    @Test
    @Timeout(60)
    void spendsNoMoreOnHostilePromptsThanTheirLength() {
        policy.workersChanged(both);
        String huge = "a".repeat(128 << 20);
        policy.select(FakeRequest.prompt(huge), both);
        for (int i = 0; i < 10_000; i++) {
            policy.select(FakeRequest.prompt("a".repeat(4 * BLOCK - 5) + (10_000 + i)), both);
        }

        RoutingDecision decision = policy.select(FakeRequest.prompt(huge), both);

        // The room of one worker, less the one block that each of the others has of its own.
        int held = (1 << 24) / BLOCK - 10_000;
        assertThat(decision.cachedTokens()).isEqualTo(held * (BLOCK / 4));
    }

    private static Outcome reported(FakeRequest request, int blocks) {
        Usage usage = new Usage(request.promptTokens(), OptionalInt.of(blocks * BLOCK / 4), 1);
        return new Outcome.Answered(200, Duration.ZERO, Duration.ZERO, Optional.of(usage));
    }
}
