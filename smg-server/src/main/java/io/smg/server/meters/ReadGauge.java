package io.smg.server.meters;

import io.helidon.metrics.api.Gauge;
import java.util.function.Supplier;

/** A number that goes up and down, read when it is asked for. */
final class ReadGauge<N extends Number> extends Series implements Gauge<N> {

    private final Supplier<N> reading;

    private ReadGauge(Builder<N> builder) {
        super(builder, Type.GAUGE);
        this.reading = builder.reading;
    }

    static <N extends Number> Builder<N> builder(String name, Supplier<N> reading) {
        return new Builder<>(name, reading);
    }

    @Override
    public N value() {
        return reading.get();
    }

    static final class Builder<N extends Number> extends SeriesBuilder<Gauge.Builder<N>, Gauge<N>>
            implements Gauge.Builder<N> {

        private final Supplier<N> reading;

        Builder(String name, Supplier<N> reading) {
            super(name);
            this.reading = reading;
        }

        @Override
        public Supplier<N> supplier() {
            return reading;
        }

        @Override
        Gauge<N> build() {
            return new ReadGauge<>(this);
        }
    }
}
