package io.smg.sim.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class HistogramTest {

    private final Histogram histogram = new Histogram();

    @Test
    void tellsQuantilesWithinTheWidthOfBucket() {
        for (long value = 1; value <= 1000; value++) {
            histogram.add(value * 1_000_000);
        }

        assertThat(histogram.quantile(0.5)).isCloseTo(500_000_000, Percentage.withPercentage(3.2));
        assertThat(histogram.quantile(0.99)).isCloseTo(990_000_000, Percentage.withPercentage(3.2));
        assertThat(histogram.quantile(1)).isEqualTo(1_000_000_000);
        assertThat(histogram.mean()).isCloseTo(500_500_000, within(1.0));
    }

    @Test
    void isExactForSmallValues() {
        for (long value = 0; value < 20; value++) {
            histogram.add(value);
        }

        assertThat(histogram.quantile(0.5)).isEqualTo(9);
    }

    @Test
    void addsUp() {
        Histogram other = new Histogram();
        histogram.add(10);
        other.add(30);

        histogram.add(other);

        assertThat(histogram.count()).isEqualTo(2);
        assertThat(histogram.mean()).isEqualTo(20);
        assertThat(histogram.max()).isEqualTo(30);
    }

    @Test
    void tellsZeroOfNothing() {
        assertThat(histogram.quantile(0.99)).isZero();
        assertThat(histogram.mean()).isZero();
    }

    @Test
    void takesWhatIsBeyondItsBounds() {
        histogram.add(-5);
        histogram.add(Long.MAX_VALUE);

        assertThat(histogram.quantile(0.5)).isZero();
        assertThat(histogram.max()).isPositive();
    }
}
