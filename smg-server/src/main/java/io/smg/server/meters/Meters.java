package io.smg.server.meters;

import io.helidon.metrics.api.Clock;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.DistributionSummary;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A registry of meters that lives in memory, and makes the builders that it accepts. It knows no scopes: all meters are
 * in one. Thread-safe.
 */
public final class Meters implements MeterRegistry {

    private static final Clock SYSTEM = new SystemClock();

    private final Map<SeriesId, Meter> meters = new ConcurrentHashMap<>();
    private final List<Consumer<Meter>> addListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Meter>> removeListeners = new CopyOnWriteArrayList<>();

    /** A label. */
    public static Tag label(String key, String value) {
        return new Label(key, value);
    }

    /** A number that only grows. */
    public static Counter.Builder counter(String name) {
        return AddedCounter.builder(name);
    }

    /** A number that only grows, and that somebody else counts. */
    public static <T> FunctionalCounter.Builder<T> counter(String name, T state, Function<T, Long> reading) {
        return ReadCounter.builder(name, state, reading);
    }

    /** A number that goes up and down. */
    public static <N extends Number> Gauge.Builder<N> gauge(String name, Supplier<N> reading) {
        return ReadGauge.builder(name, reading);
    }

    /** A histogram whose buckets have these inclusive upper bounds, and one without a bound. */
    public static DistributionSummary.Builder histogram(String name, double... bounds) {
        return Histogram.builder(name, BucketBounds.builder().buckets(bounds));
    }

    @Override
    public List<Meter> meters() {
        return List.copyOf(meters.values());
    }

    @Override
    public Collection<Meter> meters(Predicate<Meter> filter) {
        return meters.values().stream().filter(filter).toList();
    }

    @Override
    public Iterable<Meter> meters(Iterable<String> scopeSelection) {
        return meters();
    }

    @Override
    public Iterable<String> scopes() {
        return List.of();
    }

    @Override
    public void close() {
        meters.clear();
    }

    @Override
    public boolean isMeterEnabled(String name, Map<String, String> tags, Optional<String> scope) {
        return true;
    }

    @Override
    public Clock clock() {
        return SYSTEM;
    }

    @Override
    @SuppressWarnings("unchecked") // A builder's second parameter is what it builds.
    public <B extends Meter.Builder<B, M>, M extends Meter> M getOrCreate(B builder) {
        if (!(builder instanceof SeriesBuilder<?, ?> ours)) {
            throw new IllegalArgumentException("this registry takes its own builders only: " + builder.name());
        }
        SeriesId id = ours.id();
        Meter known = meters.get(id);
        if (known != null) {
            return (M) known;
        }
        Meter added = ours.build();
        Meter first = meters.putIfAbsent(id, added);
        if (first != null) {
            return (M) first;
        }
        addListeners.forEach(listener -> listener.accept(added));
        return (M) added;
    }

    @Override
    public <M extends Meter> Optional<M> meter(Class<M> type, String name, Iterable<Tag> tags) {
        return Optional.ofNullable(meters.get(SeriesId.of(name, tags)))
                .filter(type::isInstance)
                .map(type::cast);
    }

    @Override
    public Optional<Meter> remove(Meter meter) {
        return remove(meter.id());
    }

    @Override
    public Optional<Meter> remove(Meter.Id id) {
        Optional<Meter> gone = Optional.ofNullable(meters.remove(SeriesId.of(id)));
        gone.ifPresent(meter -> removeListeners.forEach(listener -> listener.accept(meter)));
        return gone;
    }

    @Override
    public Optional<Meter> remove(Meter.Id id, String scope) {
        return remove(id);
    }

    @Override
    public Optional<Meter> remove(String name, Iterable<Tag> tags) {
        return remove(SeriesId.of(name, tags));
    }

    @Override
    public Optional<Meter> remove(String name, Iterable<Tag> tags, String scope) {
        return remove(name, tags);
    }

    @Override
    public boolean isDeleted(Meter meter) {
        return meters.get(SeriesId.of(meter.id())) != meter;
    }

    @Override
    public MeterRegistry onMeterAdded(Consumer<Meter> listener) {
        addListeners.add(listener);
        return this;
    }

    @Override
    public MeterRegistry onMeterRemoved(Consumer<Meter> listener) {
        removeListeners.add(listener);
        return this;
    }

    @Override
    public <R> R unwrap(Class<? extends R> type) {
        return type.cast(this);
    }

    private record SystemClock() implements Clock {

        @Override
        public long wallTime() {
            return System.currentTimeMillis();
        }

        @Override
        public long monotonicTime() {
            return System.nanoTime();
        }
    }
}
