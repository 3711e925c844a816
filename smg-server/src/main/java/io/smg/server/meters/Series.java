package io.smg.server.meters;

import io.helidon.metrics.api.Meter;
import java.util.Optional;

/** What all meters have: an identity, and a sentence about their family. */
abstract class Series implements Meter {

    private final SeriesId id;
    private final Type type;
    private final Optional<String> description;
    private final Optional<String> baseUnit;

    Series(SeriesBuilder<?, ?> builder, Type type) {
        this.id = builder.id();
        this.type = type;
        this.description = builder.description();
        this.baseUnit = builder.baseUnit();
    }

    @Override
    public final SeriesId id() {
        return id;
    }

    @Override
    public final Type type() {
        return type;
    }

    @Override
    public final Optional<String> description() {
        return description;
    }

    @Override
    public final Optional<String> baseUnit() {
        return baseUnit;
    }

    /** None: a scope would be one more label. */
    @Override
    public final Optional<String> scope() {
        return Optional.empty();
    }

    @Override
    public final <R> R unwrap(Class<? extends R> type) {
        return type.cast(this);
    }
}
