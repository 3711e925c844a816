package io.smg.server.config;

import java.time.Duration;

/**
 * When a request is sent to a worker again.
 *
 * @param maxAttempts how often in all, the first time included
 * @param initialBackoff the pause before the same worker is asked for the second time
 * @param maxBackoff the longest pause
 * @param multiplier by which each further pause is longer
 * @param jitter the share of a pause that is left to chance, on either side; 0 to 1
 */
public record RetryConfig(
        int maxAttempts, Duration initialBackoff, Duration maxBackoff, double multiplier, double jitter) {

    /** Checks the parts. */
    public RetryConfig {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("not a number of attempts: " + maxAttempts);
        }
        if (initialBackoff.isNegative() || maxBackoff.isNegative() || multiplier < 1) {
            throw new IllegalArgumentException("a pause that shrinks");
        }
        if (jitter < 0 || jitter > 1) {
            throw new IllegalArgumentException("not a share: " + jitter);
        }
    }
}
