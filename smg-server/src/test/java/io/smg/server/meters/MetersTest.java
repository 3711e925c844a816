package io.smg.server.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.metrics.api.Bucket;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.DistributionStatisticsConfig;
import io.helidon.metrics.api.DistributionSummary;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.HistogramSnapshot;
import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.Tag;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The registry as Helidon's API has it. */
class MetersTest {

    private final Meters meters = new Meters();

    @Test
    void knowsNoScopes() {
        Counter counter = meters.getOrCreate(Meters.counter("a_total").scope("vendor"));

        assertThat(counter.scope()).isEmpty();
        assertThat(Meters.counter("a_total").scope("vendor").scope()).isEmpty();
        assertThat(meters.scopes()).isEmpty();
        assertThat(meters.meters(List.of("nothing of that"))).containsExactly(counter);
        assertThat(meters.isMeterEnabled("a_total", Map.of(), Optional.of("vendor")))
                .isTrue();
        assertThat(meters.remove(counter.id(), "vendor")).contains(counter);
        assertThat(meters.remove("a_total", List.of(), "vendor")).isEmpty();
    }

    @Test
    void findsAMeterByItsTypeItsNameAndItsTags() {
        Tag tag = Meters.label("x", "1");
        Counter counter = meters.getOrCreate(Meters.counter("a_total").addTag(tag));

        assertThat(meters.counter("a_total", List.of(tag))).contains(counter);
        assertThat(meters.counter("a_total", List.of())).isEmpty();
        assertThat(meters.summary("a_total", List.of(tag))).isEmpty();
        assertThat(meters.meters(meter -> meter.id().name().equals("b"))).isEmpty();
        assertThat(meters.meters()).containsExactly(counter);
        assertThat(meters.unwrap(Meters.class)).isSameAs(meters);
        assertThat(counter.unwrap(Meter.class)).isSameAs(counter);
        assertThat(tag.unwrap(Label.class)).isEqualTo(tag);
    }

    @Test
    void makesBuildersThatTellWhatTheyHaveGathered() {
        Gauge.Builder<Integer> gauge = Meters.gauge("g", () -> 7)
                .description("Seven.")
                .baseUnit("bytes")
                .addTag(Meters.label("x", "1"))
                .tags(List.of(Meters.label("y", "2")));
        FunctionalCounter.Builder<String> counter = Meters.counter("c_total", "abc", text -> (long) text.length());

        assertThat(gauge.name()).isEqualTo("g");
        assertThat(gauge.description()).contains("Seven.");
        assertThat(gauge.baseUnit()).contains("bytes");
        assertThat(gauge.tags()).isEqualTo(Map.of("y", "2"));
        assertThat(gauge.supplier().get()).isEqualTo(7);
        assertThat(gauge.unwrap(Object.class)).isSameAs(gauge);
        assertThat(counter.stateObject()).isEqualTo("abc");
        assertThat(counter.fn().apply("ab")).isEqualTo(2);
        assertThat(meters.getOrCreate(gauge).baseUnit()).contains("bytes");
        assertThat(meters.getOrCreate(gauge).value()).isEqualTo(7);
        assertThat(meters.getOrCreate(counter).count()).isEqualTo(3);
    }

    @Test
    void tellsAHistogramInTheUnitThatIsAskedFor() {
        DistributionSummary waits = meters.getOrCreate(Meters.histogram("wait_seconds", 1, 0.5, 1));
        waits.record(0.25);
        waits.record(0.75);
        HistogramSnapshot counted = waits.snapshot();

        assertThat(counted.count()).isEqualTo(waits.count()).isEqualTo(2);
        assertThat(counted.total(TimeUnit.MILLISECONDS)).isEqualTo(1000);
        assertThat(counted.mean(TimeUnit.MILLISECONDS)).isEqualTo(500);
        assertThat(counted.percentileValues()).isEmpty();
        assertThat(counted.histogramCounts())
                .extracting(bucket -> bucket.boundary(TimeUnit.MILLISECONDS))
                .containsExactly(500.0, 1000.0);
        assertThat(counted.histogramCounts()).extracting(Bucket::count).containsExactly(1L, 2L);
        assertThat(counted.unwrap(HistogramState.class)).isSameAs(counted);
        assertThat(counted.histogramCounts().iterator().next().unwrap(BucketCount.class))
                .isEqualTo(new BucketCount(0.5, 1));
        assertThat(summary(counted)).isEqualTo("count 2, sum 1000.0, max 750.0\n");
        assertThat(waits.totalAmount()).isEqualTo(1);
    }

    @Test
    void hasNoMeanWithoutValues() {
        assertThat(meters.getOrCreate(Meters.histogram("wait_seconds", 1)).mean())
                .isZero();
    }

    @Test
    void takesNothingButBoundsOfAHistogramsStatistics() {
        DistributionStatisticsConfig.Builder bounds = BucketBounds.builder()
                .minimumExpectedValue(0.1)
                .maximumExpectedValue(9.0)
                .percentiles(0.5)
                .percentiles(List.of(0.9))
                .buckets(2, 1);
        DistributionStatisticsConfig built = bounds.build();
        DistributionSummary.Builder builder =
                Histogram.builder("a", bounds).scale(3).publishPercentileHistogram(false);

        assertThat(built.buckets()).contains(List.of(1.0, 2.0));
        assertThat(built.percentiles()).isEmpty();
        assertThat(built.minimumExpectedValue())
                .isEqualTo(bounds.minimumExpectedValue())
                .isEmpty();
        assertThat(built.maximumExpectedValue())
                .isEqualTo(bounds.maximumExpectedValue())
                .isEmpty();
        assertThat(bounds.percentiles()).isEmpty();
        assertThat(bounds.unwrap(BucketBounds.Builder.class)).isSameAs(bounds);
        assertThat(built.unwrap(BucketBounds.class)).isSameAs(built);
        assertThat(builder.scale()).isEmpty();
        assertThat(builder.publishPercentileHistogram()).contains(true);
        assertThat(builder.distributionStatisticsConfig().orElseThrow().buckets())
                .containsExactly(2.0, 1.0);
    }

    @Test
    void tellsOfWhatIsAddedAndForgetsAllWhenItIsClosed() {
        List<Meter> added = new ArrayList<>();
        meters.onMeterAdded(added::add);
        Counter counter = meters.getOrCreate(Meters.counter("a_total"));
        meters.getOrCreate(Meters.counter("a_total"));
        meters.close();

        assertThat(added).containsExactly(counter);
        assertThat(meters.meters()).isEmpty();
    }

    @Test
    void goesByTheSystemsClock() {
        long before = System.nanoTime();

        assertThat(meters.clock().monotonicTime()).isGreaterThanOrEqualTo(before);
        assertThat(meters.clock().wallTime()).isPositive();
    }

    private static String summary(HistogramSnapshot counted) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        counted.outputSummary(new PrintStream(out, true, StandardCharsets.UTF_8), 1000);
        return out.toString(StandardCharsets.UTF_8);
    }
}
