package io.smg.server.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Which routing policy chooses workers.
 *
 * @param name the name of an installed policy
 * @param options what is handed to the policy as it is
 * @param evictionInterval how often an index should be cleaned up; the operator is told that none needs to be
 */
public record PolicyConfig(String name, Map<String, String> options, Optional<Duration> evictionInterval) {

    /** Checks and copies the parts. */
    public PolicyConfig {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a policy needs a name");
        }
        options = Map.copyOf(options);
        requireNonNull(evictionInterval, "evictionInterval");
    }
}
