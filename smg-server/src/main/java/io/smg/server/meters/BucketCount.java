package io.smg.server.meters;

import io.helidon.metrics.api.Bucket;
import java.util.concurrent.TimeUnit;

/**
 * How many values were no larger than a bound.
 *
 * @param boundary the inclusive upper bound, in seconds where the values are durations
 * @param count how many, those of smaller bounds included
 */
record BucketCount(double boundary, long count) implements Bucket {

    @Override
    public double boundary(TimeUnit unit) {
        return HistogramState.inUnit(boundary, unit);
    }

    @Override
    public <R> R unwrap(Class<? extends R> type) {
        return type.cast(this);
    }
}
