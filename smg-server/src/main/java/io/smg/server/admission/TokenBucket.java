package io.smg.server.admission;

import java.util.concurrent.TimeUnit;

/**
 * Tokens that come at a steady rate, of which some can be saved up. It refills by time alone: what a request takes is
 * never given back. Used under its owner's lock.
 */
final class TokenBucket {

    /** One token, in the unit that is counted: what a rate of one a second gives in a nanosecond is 1. */
    private static final long TOKEN = TimeUnit.SECONDS.toNanos(1);

    private final long ratePerSecond;
    private final long capacity;
    private long credit;
    private long updated;

    /**
     * A full bucket.
     *
     * @param ratePerSecond how many tokens come in a second
     * @param burst how many can be saved up
     * @param now the time, as {@link System#nanoTime()} gives it
     */
    TokenBucket(int ratePerSecond, int burst, long now) {
        this.ratePerSecond = ratePerSecond;
        this.capacity = burst * TOKEN;
        this.credit = capacity;
        this.updated = now;
    }

    /** Takes a token if there is one. */
    boolean tryTake(long now) {
        refill(now);
        if (credit < TOKEN) {
            return false;
        }
        credit -= TOKEN;
        return true;
    }

    /** How long it is until there is a token; zero if there is one. */
    long nanosToNext(long now) {
        refill(now);
        return credit >= TOKEN ? 0 : Math.ceilDiv(TOKEN - credit, ratePerSecond);
    }

    private void refill(long now) {
        long elapsed = Math.max(0, now - updated);
        boolean fills = elapsed >= Math.ceilDiv(capacity - credit, ratePerSecond);
        credit = fills ? capacity : credit + elapsed * ratePerSecond;
        updated = now;
    }
}
