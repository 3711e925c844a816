package io.smg.server.config;

import java.time.Duration;

/**
 * How many requests are let in, and what happens to the others.
 *
 * @param maxConcurrent how many inference requests may be under way at once; {@link #UNLIMITED} for any number, in
 *     which case nothing else here counts
 * @param ratePerSecond how many may begin in a second, on average
 * @param queueSize how many may wait to be let in
 * @param queueTimeout how long one may wait
 */
public record AdmissionConfig(int maxConcurrent, int ratePerSecond, int queueSize, Duration queueTimeout) {

    /** No bound on how many requests are under way. */
    public static final int UNLIMITED = -1;

    /** Checks the parts. */
    public AdmissionConfig {
        if (maxConcurrent < 1 && maxConcurrent != UNLIMITED) {
            throw new IllegalArgumentException("not a number of requests: " + maxConcurrent);
        }
        if (ratePerSecond < 1 || queueSize < 0 || !queueTimeout.isPositive()) {
            throw new IllegalArgumentException("a bound that lets nothing through");
        }
    }

    /** Whether anything is limited. */
    public boolean isLimited() {
        return maxConcurrent != UNLIMITED;
    }

    /** How many requests may begin at once after a pause: one second's worth, or as many as may be under way. */
    public int burst() {
        return Math.max(ratePerSecond, maxConcurrent);
    }
}
