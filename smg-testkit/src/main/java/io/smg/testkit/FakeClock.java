package io.smg.testkit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A monotonic clock that stands still until a test moves it. Thread-safe. */
public final class FakeClock implements LongSupplier {

    private final AtomicLong nanos = new AtomicLong();

    /** A clock that stands at zero. */
    public FakeClock() {}

    /** The time in nanoseconds, as {@link System#nanoTime()} would give it. */
    @Override
    public long getAsLong() {
        return nanos.get();
    }

    /** Moves the clock on. */
    public void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
