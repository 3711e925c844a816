package io.smg.server.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.DistributionSummary;
import io.helidon.metrics.api.Meter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpositionTest {

    private final Meters meters = new Meters();

    @Test
    void writesNamesAndLabelsAsTheyWereGiven() {
        meters.getOrCreate(Meters.counter("asked_total")
                        .description("Questions.")
                        .addTag(Meters.label("by", "a\"b\\c\nd")))
                .increment(3);

        assertThat(Exposition.of(meters, Exposition.Format.PROMETHEUS)).isEqualTo("""
                        # HELP asked_total Questions.
                        # TYPE asked_total counter
                        asked_total{by="a\\"b\\\\c\\nd"} 3
                        """);
    }

    @Test
    void namesACountersFamilyWithoutItsSuffixInOpenMetricsAndEndsTheText() {
        meters.getOrCreate(Meters.counter("asked_total")).increment();

        assertThat(Exposition.of(meters, Exposition.Format.OPEN_METRICS))
                .isEqualTo("# TYPE asked counter\nasked_total 1\n# EOF\n");
    }

    @Test
    void writesAHistogramWhoseBucketsAddUp() {
        DistributionSummary waits = meters.getOrCreate(Meters.histogram("wait_seconds", 0.5, 2));
        List.of(0.25, 0.5, 1.0, 8.0).forEach(waits::record);

        assertThat(Exposition.of(meters, Exposition.Format.PROMETHEUS)).isEqualTo("""
                        # TYPE wait_seconds histogram
                        wait_seconds_bucket{le="0.5"} 2
                        wait_seconds_bucket{le="2"} 3
                        wait_seconds_bucket{le="+Inf"} 4
                        wait_seconds_sum 9.75
                        wait_seconds_count 4
                        """);
        assertThat(waits.max()).isEqualTo(8);
        assertThat(waits.mean()).isEqualTo(9.75 / 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | PROMETHEUS",
                "*/* | PROMETHEUS",
                "application/openmetrics-text | OPEN_METRICS",
                "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3 | OPEN_METRICS",
                "application/openmetrics-text; q=0.2;version=1.0.0, text/plain; q=0.3 | PROMETHEUS",
                "application/openmetrics-text;q=0 | PROMETHEUS",
                "application/openmetrics-text;q=x | PROMETHEUS"
            })
    void isInTheFormatThatIsPreferred(String accept, Exposition.Format format) {
        assertThat(Exposition.Format.preferredBy(accept)).isEqualTo(format);
    }

    @Test
    void neverShowsACounterThatFell() {
        Counter counter = meters.getOrCreate(Meters.counter("tokens_total"));
        counter.increment(5);
        counter.increment(-3);

        assertThat(counter.count()).isEqualTo(5);
    }

    @Test
    void readsGaugesWhenItIsWritten() {
        List<Integer> queue = new ArrayList<>();
        meters.getOrCreate(Meters.gauge("waiting", queue::size));
        queue.add(1);

        assertThat(Exposition.of(meters, Exposition.Format.PROMETHEUS)).endsWith("# TYPE waiting gauge\nwaiting 1\n");
    }

    @Test
    void takesAGaugeWithACountersNameForACounterOfFractions() {
        meters.getOrCreate(Meters.gauge("cpu_seconds_total", () -> 1.5));

        assertThat(Exposition.of(meters, Exposition.Format.OPEN_METRICS))
                .isEqualTo("# TYPE cpu_seconds counter\ncpu_seconds_total 1.5\n# EOF\n");
    }

    @Test
    void givesTheSameMeterForTheSameLabels() {
        Counter one = meters.getOrCreate(Meters.counter("a_total").addTag(Meters.label("x", "1")));
        Counter again = meters.getOrCreate(Meters.counter("a_total").addTag(Meters.label("x", "1")));
        Counter other = meters.getOrCreate(Meters.counter("a_total").addTag(Meters.label("x", "2")));

        assertThat(again).isSameAs(one).isNotSameAs(other);
    }

    @Test
    void forgetsWhatIsRemovedAndTellsItsListeners() {
        List<Meter> gone = new ArrayList<>();
        meters.onMeterRemoved(gone::add);
        Counter counter = meters.getOrCreate(Meters.counter("a_total"));

        assertThat(meters.isDeleted(counter)).isFalse();
        assertThat(meters.remove(counter)).contains(counter);
        assertThat(meters.isDeleted(counter)).isTrue();
        assertThat(meters.remove("a_total", List.of())).isEmpty();
        assertThat(gone).containsExactly(counter);
        assertThat(Exposition.of(meters, Exposition.Format.PROMETHEUS)).isEmpty();
    }
}
