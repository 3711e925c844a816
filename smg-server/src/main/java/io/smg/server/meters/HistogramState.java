package io.smg.server.meters;

import io.helidon.metrics.api.Bucket;
import io.helidon.metrics.api.HistogramSnapshot;
import io.helidon.metrics.api.ValueAtPercentile;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a histogram has counted.
 *
 * @param count how many values
 * @param total their sum
 * @param max the largest of them, zero without any
 * @param buckets how many there were up to each bound
 */
record HistogramState(long count, double total, double max, List<Bucket> buckets) implements HistogramSnapshot {

    static double inUnit(double seconds, TimeUnit unit) {
        return seconds * TimeUnit.SECONDS.toNanos(1) / unit.toNanos(1);
    }

    @Override
    public double total(TimeUnit unit) {
        return inUnit(total, unit);
    }

    @Override
    public double mean() {
        return count == 0 ? 0 : total / count;
    }

    @Override
    public double mean(TimeUnit unit) {
        return inUnit(mean(), unit);
    }

    @Override
    public Iterable<? extends ValueAtPercentile> percentileValues() {
        return List.of();
    }

    @Override
    public Iterable<Bucket> histogramCounts() {
        return buckets;
    }

    @Override
    public void outputSummary(PrintStream out, double scale) {
        out.println("count " + count + ", sum " + total * scale + ", max " + max * scale);
    }

    @Override
    public <R> R unwrap(Class<? extends R> type) {
        return type.cast(this);
    }
}
