package io.smg.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.server.config.RetryConfig;
import io.smg.server.upstream.FailureKind;
import io.smg.server.upstream.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetriesTest {

    @Test
    void areAFifthOfTheFirstAttempts() {
        List<Attempts> all = begin(new Retries(config(5)), 120);

        long granted = all.stream().filter(Attempts::mayRetry).count();

        // 20 retry, 100 don't.
        assertThat(granted).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3", "10, 3", "18, 3", "24, 4"})
    void areAlwaysAllowedToAFew(int requests, int retries) {
        List<Attempts> all = begin(new Retries(config(5)), requests);

        assertThat(all.stream().filter(Attempts::mayRetry).count()).isEqualTo(retries);
    }

    @Test
    void giveTheirShareBackWhenTheyEnd() {
        Retries retries = new Retries(config(5));
        List<Attempts> all = begin(retries, 10);
        List<Attempts> retrying = all.stream().filter(Attempts::mayRetry).toList();
        assertThat(all.get(9).mayRetry()).isFalse();
        retrying.getFirst().close();

        assertThat(all.get(9).mayRetry()).isTrue();
        assertThat(all.get(8).mayRetry()).isFalse();
    }

    @Test
    void countARequestOnceHoweverOftenItIsRetried() {
        Retries retries = new Retries(config(5));
        Attempts one = retries.begin();
        assertThat(one.mayRetry()).isTrue();
        assertThat(one.mayRetry()).isTrue();
        assertThat(begin(retries, 2)).allMatch(Attempts::mayRetry);

        assertThat(retries.begin().mayRetry()).isFalse();
    }

    @Test
    void endAtTheirNumberOfAttempts() {
        Attempts attempts = new Retries(config(3)).begin();

        assertThat(attempts.mayRetry()).isTrue();
        assertThat(attempts.mayRetry()).isTrue();
        assertThat(attempts.mayRetry()).isFalse();
    }

    @Test
    void keepNoShareForARequestThatHasHadItsAttempts() {
        Retries retries = new Retries(config(2));
        for (int i = 0; i < 100; i++) {
            try (Attempts attempts = retries.begin()) {
                assertThat(attempts.mayRetry()).isTrue();
                assertThat(attempts.mayRetry()).isFalse();
            }
        }

        assertThat(begin(retries, 3)).allMatch(Attempts::mayRetry);
    }

    @Test
    void areOffWithOneAttempt() {
        Attempts attempts = new Retries(config(1)).begin();

        assertThat(attempts.mayRetry()).isFalse();
        assertThat(attempts.mayGoElsewhere(failure(FailureKind.UNREACHABLE), true))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void goElsewhereOnlyWhereNoWorkerHasAnsweredAByte(FailureKind kind) {
        Attempts attempts = new Retries(config(5)).begin();
        boolean untouched = kind == FailureKind.UNREACHABLE || kind == FailureKind.CLOSED;

        assertThat(attempts.mayGoElsewhere(failure(kind), true)).isEqualTo(untouched);
        assertThat(attempts.mayGoElsewhere(failure(kind), false)).isFalse();
    }

    @Test
    void goElsewhereOutsideTheBudget() {
        List<Attempts> all = begin(new Retries(config(2)), 50);

        assertThat(all).allMatch(one -> one.mayGoElsewhere(failure(FailureKind.UNREACHABLE), true));
        assertThat(all.getFirst().mayRetry()).isTrue();
    }

    @Test
    void waitLongerEachTimeUpToABound() {
        Attempts attempts = new Retries(config(Duration.ofMillis(50), Duration.ofMillis(300), 2, 0)).begin();

        assertThat(backoffs(attempts, 5)).containsExactly(50L, 100L, 200L, 300L, 300L);
    }

    @Test
    void waitWithinTheBoundsOfTheirJitterAndNotAlwaysEquallyLong() {
        Retries retries = new Retries(config(Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 0.2));
        List<Long> waits = backoffs(retries.begin(), 200);

        assertThat(waits).allSatisfy(wait -> assertThat(wait).isBetween(800L, 1200L));
        assertThat(waits.stream().distinct().count()).isGreaterThan(10);
    }

    @Test
    void waitNoLongerThanTheBoundHoweverOftenTheyHaveWaited() {
        Attempts attempts = new Retries(config(Duration.ofMillis(50), Duration.ofSeconds(30), 10, 0)).begin();

        assertThat(backoffs(attempts, 2000)).endsWith(30_000L);
    }

    private static List<Attempts> begin(Retries retries, int count) {
        List<Attempts> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(retries.begin());
        }
        return all;
    }

    private static List<Long> backoffs(Attempts attempts, int count) {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            millis.add(attempts.nextBackoff().toMillis());
        }
        return millis;
    }

    private static SendResult.Failed failure(FailureKind kind) {
        return new SendResult.Failed(kind, "as told");
    }

    private static RetryConfig config(int attempts) {
        return new RetryConfig(attempts, Duration.ofMillis(50), Duration.ofSeconds(30), 1.5, 0.2);
    }

    private static RetryConfig config(Duration first, Duration longest, double multiplier, double jitter) {
        return new RetryConfig(5, first, longest, multiplier, jitter);
    }
}
