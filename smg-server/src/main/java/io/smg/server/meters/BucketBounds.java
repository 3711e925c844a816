package io.smg.server.meters;

import io.helidon.metrics.api.DistributionStatisticsConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a histogram's buckets end. Percentiles and expected values, which the API offers too, are for a server to work
 * out of the buckets, and are passed over.
 *
 * @param bounds the inclusive upper bounds, growing, without the infinite one
 */
record BucketBounds(List<Double> bounds) implements DistributionStatisticsConfig {

    BucketBounds {
        bounds = bounds.stream().sorted().distinct().toList();
    }

    static Builder builder() {
        return new Builder();
    }

    @Override
    public Optional<Iterable<Double>> percentiles() {
        return Optional.empty();
    }

    @Override
    public Optional<Double> minimumExpectedValue() {
        return Optional.empty();
    }

    @Override
    public Optional<Double> maximumExpectedValue() {
        return Optional.empty();
    }

    @Override
    public Optional<Iterable<Double>> buckets() {
        return Optional.of(bounds);
    }

    @Override
    public <R> R unwrap(Class<? extends R> type) {
        return type.cast(this);
    }

    /** Gathers bounds. */
    static final class Builder implements DistributionStatisticsConfig.Builder {

        private List<Double> bounds = List.of();

        @Override
        public Builder minimumExpectedValue(Double least) {
            return this;
        }

        @Override
        public Builder maximumExpectedValue(Double most) {
            return this;
        }

        @Override
        public Builder percentiles(double... percentiles) {
            return this;
        }

        @Override
        public Builder percentiles(Iterable<Double> percentiles) {
            return this;
        }

        @Override
        public Builder buckets(double... now) {
            bounds = Arrays.stream(now).boxed().toList();
            return this;
        }

        @Override
        public Builder buckets(Iterable<Double> now) {
            List<Double> list = new ArrayList<>();
            now.forEach((Consumer<Double>) list::add);
            bounds = list;
            return this;
        }

        @Override
        public Optional<Double> minimumExpectedValue() {
            return Optional.empty();
        }

        @Override
        public Optional<Double> maximumExpectedValue() {
            return Optional.empty();
        }

        @Override
        public Iterable<Double> percentiles() {
            return List.of();
        }

        @Override
        public Iterable<Double> buckets() {
            return bounds;
        }

        @Override
        public BucketBounds build() {
            return new BucketBounds(bounds);
        }

        @Override
        public <R> R unwrap(Class<? extends R> type) {
            return type.cast(this);
        }
    }
}
