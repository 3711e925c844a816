package io.smg.server.exchange;

import io.smg.server.config.RetryConfig;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps retries from becoming a load of their own: those that follow an answer have a budget, which is a share of the
 * requests under way. So a fleet whose every answer fails gets at most that share on top of what clients send.
 * Thread-safe.
 */
final class Retries {

    /** One retry for so many requests that are on their first attempt. */
    private static final int REQUESTS_PER_RETRY = 5;

    /** So many retries may be under way however few requests there are. */
    private static final int FLOOR = 3;

    private final RetryConfig config;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger retrying = new AtomicInteger();

    Retries(RetryConfig config) {
        this.config = config;
    }

    RetryConfig config() {
        return config;
    }

    /** The attempts at one request. */
    Attempts begin() {
        requests.incrementAndGet();
        return new Attempts(this);
    }

    void end() {
        requests.decrementAndGet();
    }

    /** Takes a part of the budget for a request that is to be sent again. */
    boolean tryTake() {
        int now = retrying.incrementAndGet();
        if (now <= Math.max(FLOOR, (requests.get() - now) / REQUESTS_PER_RETRY)) {
            return true;
        }
        retrying.decrementAndGet();
        return false;
    }

    void giveBack() {
        retrying.decrementAndGet();
    }
}
