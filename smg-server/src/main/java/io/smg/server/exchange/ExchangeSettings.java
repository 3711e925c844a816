package io.smg.server.exchange;

import io.smg.server.config.RetryConfig;
import java.time.Duration;
import java.util.Map;

/**
 * What an operator chooses of the data path.
 *
 * @param aliases models by the names that clients may use for them instead
 * @param keysAreOurs whether the gateway asks clients for a key, which then must not reach a worker
 * @param firstByteTimeout how long a worker may take to its first byte
 * @param retry when a request is sent again
 */
public record ExchangeSettings(
        Map<String, String> aliases, boolean keysAreOurs, Duration firstByteTimeout, RetryConfig retry) {

    /** Copies the aliases. */
    public ExchangeSettings {
        aliases = Map.copyOf(aliases);
    }
}
