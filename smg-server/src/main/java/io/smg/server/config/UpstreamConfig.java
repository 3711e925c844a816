package io.smg.server.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How the gateway deals with workers.
 *
 * @param requestTimeout how long a worker may take to the first byte of its answer
 * @param streamIdleTimeout how long it may be silent within an answer; empty for as long as it likes
 * @param retry when a request is sent again
 * @param breaker when a worker is left alone
 * @param trust how the gateway and its workers know each other
 */
public record UpstreamConfig(
        Duration requestTimeout,
        Optional<Duration> streamIdleTimeout,
        RetryConfig retry,
        BreakerConfig breaker,
        TrustConfig trust) {

    /** Checks the parts. */
    public UpstreamConfig {
        if (!requestTimeout.isPositive()
                || streamIdleTimeout.filter(t -> !t.isPositive()).isPresent()) {
            throw new IllegalArgumentException("not a timeout: " + requestTimeout + ", " + streamIdleTimeout);
        }
        requireNonNull(retry, "retry");
        requireNonNull(breaker, "breaker");
        requireNonNull(trust, "trust");
    }
}
