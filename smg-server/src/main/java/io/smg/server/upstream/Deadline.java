package io.smg.server.upstream;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A moment until which something may be waited for. */
final class Deadline {

    private final LongSupplier nanoTime;
    private final long end;

    private Deadline(LongSupplier nanoTime, long end) {
        this.nanoTime = nanoTime;
        this.end = end;
    }

    static Deadline after(Duration wait, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + wait.toNanos());
    }

    boolean hasPassed() {
        return end - nanoTime.getAsLong() <= 0;
    }

    /**
     * How long may still be waited, rounded up; at least 1, since a socket takes 0 for ever.
     *
     * @throws SocketTimeoutException if the moment has passed
     */
    int remainingMillis() throws SocketTimeoutException {
        long nanos = end - nanoTime.getAsLong();
        if (nanos <= 0) {
            throw new SocketTimeoutException("deadline passed");
        }
        return (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    }
}
