package io.smg.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void givesItsBurstAtOnceAndNoMore() {
        TokenBucket bucket = new TokenBucket(10, 25, 0);

        assertThat(takenAt(bucket, 0)).isEqualTo(25);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 512, 1_000_003})
    void givesExactlyItsRateOverALongTime(int rate) {
        TokenBucket bucket = new TokenBucket(rate, 2, 0);
        takenAt(bucket, 0);
        long now = 0;
        for (int i = 0; i < 20_000; i++) {
            now += bucket.nanosToNext(now);
            assertThat(bucket.tryTake(now)).isTrue();
        }

        // Waits are rounded up to a nanosecond, which must not add up.
        assertThat(now).isBetween(20_000 * SECOND / rate, 20_000 * SECOND / rate + 1);
    }

    @Test
    void losesNothingToBeingAskedOften() {
        TokenBucket bucket = new TokenBucket(3, 2, 0);
        int taken = takenAt(bucket, 0);
        for (long now = 0; now <= SECOND; now += 7_000) {
            taken += takenAt(bucket, now);
        }

        assertThat(taken + takenAt(bucket, SECOND)).isEqualTo(2 + 3);
    }

    @Test
    void savesUpNoMoreThanItsBurst() {
        TokenBucket bucket = new TokenBucket(10, 25, 0);
        takenAt(bucket, 0);

        assertThat(takenAt(bucket, SECOND)).isEqualTo(10);
        assertThat(takenAt(bucket, 3600 * SECOND)).isEqualTo(25);
    }

    @Test
    void saysWhenThereIsAToken() {
        TokenBucket bucket = new TokenBucket(4, 1, 0);
        assertThat(bucket.nanosToNext(0)).isZero();
        takenAt(bucket, 0);

        assertThat(bucket.nanosToNext(0)).isEqualTo(SECOND / 4);
        assertThat(bucket.tryTake(SECOND / 4 - 1)).isFalse();
        assertThat(bucket.nanosToNext(SECOND / 4 - 1)).isEqualTo(1);
        assertThat(bucket.tryTake(SECOND / 4)).isTrue();
    }

    @Test
    void doesNotOverflowAtTheLargestRateAfterTheLongestTime() {
        TokenBucket bucket = new TokenBucket(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MIN_VALUE);
        assertThat(bucket.tryTake(Long.MIN_VALUE)).isTrue();

        assertThat(bucket.nanosToNext(-1)).isZero();
        assertThat(bucket.tryTake(-1)).isTrue();
        assertThat(bucket.tryTake(0)).isTrue();
    }

    @Test
    void worksWhereTheClockPassesItsLargestValue() {
        long start = Long.MAX_VALUE - SECOND / 2;
        TokenBucket bucket = new TokenBucket(1, 1, start);
        takenAt(bucket, start);

        assertThat(bucket.tryTake(start + SECOND - 1)).isFalse();
        assertThat(bucket.tryTake(start + SECOND)).isTrue();
    }

    private static int takenAt(TokenBucket bucket, long now) {
        int taken = 0;
        while (bucket.tryTake(now)) {
            taken++;
        }
        return taken;
    }
}
