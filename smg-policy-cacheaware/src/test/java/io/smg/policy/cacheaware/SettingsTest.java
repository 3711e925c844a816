package io.smg.policy.cacheaware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smg.testkit.FakeContext;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private final RandomGenerator random = new Random(1);

    @Test
    void weighsByCostUnlessAThresholdIsGiven() {
        assertThat(rule(Map.of())).isEqualTo(new CostRule(2, random));
        assertThat(rule(Map.of("lambda", "0.5", "choices", "3"))).isEqualTo(new CostRule(0.5, random));
    }

    @Test
    void followsTheThresholdsIfAnyIsGiven() {
        assertThat(rule(Map.of("cache-threshold", "0.5"))).isEqualTo(new ThresholdRule(0.5, 64, 1.5, random));
        assertThat(rule(Map.of("balance-abs-threshold", "8"))).isEqualTo(new ThresholdRule(0.3, 8, 1.5, random));
        assertThat(rule(Map.of("balance-rel-threshold", "2"))).isEqualTo(new ThresholdRule(0.3, 64, 2, random));
    }

    @Test
    void boundsAWorkersBlocksByItsCharacters() {
        assertThat(new Settings(Map.of()).blocksPerWorker()).isEqualTo(16_777_216 / BlockHashes.BLOCK);
        assertThat(blocks("100000")).isEqualTo(100_000 / BlockHashes.BLOCK);
        assertThat(blocks("1")).isEqualTo(1);
        assertThat(blocks("2147483647")).isEqualTo(Integer.MAX_VALUE / BlockHashes.BLOCK);
    }

    @ParameterizedTest
    @CsvSource({
        "lambda, 0",
        "cache-threshold, 0",
        "cache-threshold, 1",
        "balance-abs-threshold, 0",
        "balance-rel-threshold, 1"
    })
    void takesTheLeastAndTheMostThatIsAllowed(String name, String value) {
        assertThat(rule(Map.of(name, value))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "lambda, -0.1, 'a number, 0 or more'",
        "lambda, Infinity, 'a number, 0 or more'",
        "lambda, two, 'a number, 0 or more'",
        "cache-threshold, 1.1, a number from 0 to 1",
        "cache-threshold, -0.1, a number from 0 to 1",
        "cache-threshold, NaN, a number from 0 to 1",
        "balance-abs-threshold, -1, a whole number from 0 to 2147483647",
        "balance-abs-threshold, 1.5, a whole number from 0 to 2147483647",
        "balance-rel-threshold, 0.9, 'a number, 1 or more'",
        "max-tree-size, 0, a whole number from 1 to 2147483647",
        "max-tree-size, 2147483648, a whole number from 1 to 2147483647",
        "max-tree-size, '', a whole number from 1 to 2147483647"
    })
    void namesTheOptionThatItCannotUse(String name, String value, String allowed) {
        FakeContext context = FakeContext.seeded(1).withOption(name, value);

        assertThatThrownBy(() -> new CacheAwarePolicyProvider().create(context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(name + " must be " + allowed + ", is \"" + value + "\"");
    }

    private Rule rule(Map<String, String> options) {
        return new Settings(options).rule(random);
    }

    private static int blocks(String maxTreeSize) {
        return new Settings(Map.of("max-tree-size", maxTreeSize)).blocksPerWorker();
    }
}
