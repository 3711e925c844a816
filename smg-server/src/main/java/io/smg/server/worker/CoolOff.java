package io.smg.server.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The time for which a worker that is overloaded is spared: as long as it asks for, else a second that doubles each
 * time it is overloaded again. Thread-safe.
 */
final class CoolOff {

    private static final Duration FIRST = Duration.ofSeconds(1);

    /** Longer than that, a worker can't ask to be spared. */
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);

    private final Duration longest;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private Duration next = FIRST;
    private volatile boolean cooling;
    private volatile long end;

    /**
     * A worker that is not overloaded.
     *
     * @param longest the bound of the doubling
     * @param nanoTime a monotonic clock
     */
    CoolOff(Duration longest, LongSupplier nanoTime) {
        this.longest = longest;
        this.nanoTime = nanoTime;
    }

    /** Whether the worker is to be spared now. */
    boolean isOn() {
        return cooling && end - nanoTime.getAsLong() > 0;
    }

    /** The worker says that it is overloaded; requests that were on their way together count as one. */
    void begin(Optional<Duration> asked) {
        lock.lock();
        try {
            if (asked.isPresent()) {
                extendTo(asked.get().compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked.get());
            } else if (!isOn()) {
                extendTo(next.compareTo(longest) > 0 ? longest : next);
                next = next.compareTo(longest) < 0 ? next.multipliedBy(2) : next;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The worker has answered well. */
    void reset() {
        if (!cooling) {
            return;
        }
        lock.lock();
        try {
            if (!isOn()) {
                cooling = false;
                next = FIRST;
            }
        } finally {
            lock.unlock();
        }
    }

    private void extendTo(Duration length) {
        long moment = nanoTime.getAsLong() + length.toNanos();
        if (!isOn() || moment - end > 0) {
            end = moment;
            cooling = true;
        }
    }
}
