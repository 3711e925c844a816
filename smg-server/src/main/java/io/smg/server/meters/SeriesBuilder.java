package io.smg.server.meters;

import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers what a meter is to be. Used by one thread. */
abstract class SeriesBuilder<B extends Meter.Builder<B, M>, M extends Meter> implements Meter.Builder<B, M> {

    private final String name;
    private final Map<String, Tag> tags = new LinkedHashMap<>();
    private @Nullable String description;
    private @Nullable String baseUnit;

    SeriesBuilder(String name) {
        this.name = name;
    }

    /** The meter, which counts from zero. */
    abstract M build();

    SeriesId id() {
        return SeriesId.of(name, tags.values());
    }

    @Override
    public B tags(Iterable<Tag> now) {
        tags.clear();
        now.forEach(this::addTag);
        return identity();
    }

    @Override
    public B addTag(Tag tag) {
        tags.put(tag.key(), tag);
        return identity();
    }

    @Override
    public B description(String now) {
        description = now;
        return identity();
    }

    @Override
    public B baseUnit(String now) {
        baseUnit = now;
        return identity();
    }

    /** Passed over: a scope would be one more label. */
    @Override
    public B scope(String now) {
        return identity();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, String> tags() {
        Map<String, String> values = new LinkedHashMap<>();
        tags.forEach((key, tag) -> values.put(key, tag.value()));
        return values;
    }

    @Override
    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    @Override
    public Optional<String> baseUnit() {
        return Optional.ofNullable(baseUnit);
    }

    @Override
    public Optional<String> scope() {
        return Optional.empty();
    }

    @Override
    public <R> R unwrap(Class<? extends R> type) {
        return type.cast(this);
    }
}
