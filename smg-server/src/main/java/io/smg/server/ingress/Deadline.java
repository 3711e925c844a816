package io.smg.server.ingress;

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
        expiry = moment;
    }

    void clear() {
        expiry = NONE;
    }

    boolean hasPassed() {
        long moment = expiry;
        return moment != NONE && now() > moment;
    }
}
