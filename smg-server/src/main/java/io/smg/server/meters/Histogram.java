package io.smg.server.meters;

import io.helidon.metrics.api.Bucket;
import io.helidon.metrics.api.DistributionStatisticsConfig;
import io.helidon.metrics.api.DistributionSummary;
import io.helidon.metrics.api.HistogramSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Counts values by buckets. Thread-safe: a value that is recorded during a snapshot is in all of it or in parts. */
final class Histogram extends Series implements DistributionSummary {

    private final double[] bounds;
    private final LongAdder[] counts;
    private final DoubleAdder sum = new DoubleAdder();
    private final DoubleAccumulator max = new DoubleAccumulator(Math::max, 0);

    private Histogram(Builder builder) {
        super(builder, Type.DISTRIBUTION_SUMMARY);
        this.bounds = builder.bounds.build().bounds().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        this.counts = new LongAdder[bounds.length + 1];
        Arrays.setAll(counts, i -> new LongAdder());
    }

    static Builder builder(String name, DistributionStatisticsConfig.Builder config) {
        return new Builder(name).distributionStatisticsConfig(config);
    }

    @Override
    public void record(double amount) {
        int at = Arrays.binarySearch(bounds, amount);
        counts[at < 0 ? -at - 1 : at].increment();
        sum.add(amount);
        max.accumulate(amount);
    }

    @Override
    public long count() {
        return Arrays.stream(counts).mapToLong(LongAdder::sum).sum();
    }

    @Override
    public double totalAmount() {
        return sum.sum();
    }

    @Override
    public double mean() {
        return snapshot().mean();
    }

    @Override
    public double max() {
        return max.get();
    }

    /** The buckets add up to the count: it is taken from them. */
    @Override
    public HistogramSnapshot snapshot() {
        List<Bucket> buckets = new ArrayList<>(bounds.length);
        long seen = 0;
        for (int i = 0; i < bounds.length; i++) {
            seen += counts[i].sum();
            buckets.add(new BucketCount(bounds[i], seen));
        }
        return new HistogramState(seen + counts[bounds.length].sum(), sum.sum(), max.get(), buckets);
    }

    /** Gathers what a histogram is to be. It is never scaled, and always publishes its buckets. */
    static final class Builder extends SeriesBuilder<DistributionSummary.Builder, DistributionSummary>
            implements DistributionSummary.Builder {

        private BucketBounds.Builder bounds = BucketBounds.builder();

        Builder(String name) {
            super(name);
        }

        @Override
        public Builder scale(double factor) {
            return this;
        }

        @Override
        public Builder distributionStatisticsConfig(DistributionStatisticsConfig.Builder config) {
            bounds = BucketBounds.builder().buckets(config.buckets());
            return this;
        }

        @Override
        public Builder publishPercentileHistogram(boolean value) {
            return this;
        }

        @Override
        public Optional<Double> scale() {
            return Optional.empty();
        }

        @Override
        public Optional<DistributionStatisticsConfig.Builder> distributionStatisticsConfig() {
            return Optional.of(bounds);
        }

        @Override
        public Optional<Boolean> publishPercentileHistogram() {
            return Optional.of(true);
        }

        @Override
        DistributionSummary build() {
            return new Histogram(this);
        }
    }
}
