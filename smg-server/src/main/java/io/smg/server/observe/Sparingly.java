package io.smg.server.observe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Logs what clients can cause as often as they like: of each kind at most one event a second, and how many there were
 * beside it. Thread-safe.
 */
public final class Sparingly {

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final System.Logger log;
    private final LongSupplier nanoTime;
    private final Map<Integer, Kind> kinds = new ConcurrentHashMap<>();

    /** When a kind was last logged, and how often it has happened since. */
    private record Kind(AtomicLong last, AtomicLong passedOver) {}

    /**
     * Nothing has happened yet.
     *
     * @param log where it is logged
     * @param nanoTime a monotonic clock
     */
    public Sparingly(System.Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    /**
     * Logs an event, or counts it for the next one of its kind.
     *
     * @param kind one of a few
     * @param message made only if it is logged
     */
    public void log(int kind, Supplier<String> message) {
        long now = nanoTime.getAsLong();
        Kind known = kinds.computeIfAbsent(kind, k -> new Kind(new AtomicLong(now - PAUSE), new AtomicLong()));
        long last = known.last().get();
        if (now - last < PAUSE || !known.last().compareAndSet(last, now)) {
            known.passedOver().incrementAndGet();
            return;
        }
        long others = known.passedOver().getAndSet(0);
        log.log(System.Logger.Level.INFO, () -> message.get() + (others == 0 ? "" : ", and " + others + " like it"));
    }
}
