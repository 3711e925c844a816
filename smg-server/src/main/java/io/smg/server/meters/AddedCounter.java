package io.smg.server.meters;

import io.helidon.metrics.api.Counter;
import java.util.concurrent.atomic.LongAdder;

/** A number that only grows. Thread-safe. */
final class AddedCounter extends Series implements Counter {

    private final LongAdder sum = new LongAdder();

    private AddedCounter(Builder builder) {
        super(builder, Type.COUNTER);
    }

    static Builder builder(String name) {
        return new Builder(name);
    }

    @Override
    public void increment() {
        sum.increment();
    }

    /** Takes nothing off: workers report what they like. */
    @Override
    public void increment(long amount) {
        sum.add(Math.max(0, amount));
    }

    @Override
    public long count() {
        return sum.sum();
    }

    static final class Builder extends SeriesBuilder<Counter.Builder, Counter> implements Counter.Builder {

        Builder(String name) {
            super(name);
        }

        @Override
        Counter build() {
            return new AddedCounter(this);
        }
    }
}
