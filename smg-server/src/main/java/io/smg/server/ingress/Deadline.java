package io.smg.server.ingress;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The moment by which a connection's present wait has to be over; none while it isn't waiting for its client. Written
 * by the connection's thread, read by the sweep.
 */
final class Deadline {

    private static final long NONE = Long.MAX_VALUE;

    private final LongSupplier nanoTime;
    private final long origin;
    private volatile long expiry = NONE;
    private volatile long idleSince = NONE;

    Deadline(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
    }

    /** Nanoseconds since this deadline was made, which never overflow. */
    long now() {
        return nanoTime.getAsLong() - origin;
    }

    /** Sets the moment, on the scale of {@link #now()}. */
    void at(long moment) {
        idleSince = NONE;
        expiry = moment;
    }

    /** Sets the moment for a client that has nothing under way, and may stay so for a while. */
    void idle(Duration time) {
        long now = now();
        expiry = now + time.toNanos();
        idleSince = now;
    }

    void clear() {
        idleSince = NONE;
        expiry = NONE;
    }

    /** Whether the client has had nothing under way for so long. */
    boolean isIdleFor(Duration time) {
        long since = idleSince;
        return since != NONE && now() - since >= time.toNanos();
    }

    boolean hasPassed() {
        long moment = expiry;
        return moment != NONE && now() > moment;
    }
}
