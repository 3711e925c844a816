package io.smg.server.meters;

import io.helidon.metrics.api.FunctionalCounter;
import java.util.function.Function;

/** A growing number that somebody else counts, read when it is asked for. */
final class ReadCounter<T> extends Series implements FunctionalCounter {

    private final T state;
    private final Function<T, Long> reading;

    private ReadCounter(Builder<T> builder) {
        super(builder, Type.COUNTER);
        this.state = builder.state;
        this.reading = builder.reading;
    }

    static <T> Builder<T> builder(String name, T state, Function<T, Long> reading) {
        return new Builder<>(name, state, reading);
    }

    @Override
    public long count() {
        return reading.apply(state);
    }

    static final class Builder<T> extends SeriesBuilder<FunctionalCounter.Builder<T>, FunctionalCounter>
            implements FunctionalCounter.Builder<T> {

        private final T state;
        private final Function<T, Long> reading;

        Builder(String name, T state, Function<T, Long> reading) {
            super(name);
            this.state = state;
            this.reading = reading;
        }

        @Override
        public T stateObject() {
            return state;
        }

        @Override
        public Function<T, Long> fn() {
            return reading;
        }

        @Override
        FunctionalCounter build() {
            return new ReadCounter<>(this);
        }
    }
}
