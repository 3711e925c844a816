package io.smg.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the gateway faces whoever is out there.
 *
 * @param tls the identity that clients see; empty for plain HTTP
 * @param apiKeyFile a file of keys beside those of the configuration
 * @param patience how long a client may take
 * @param maxConnections how many clients may be connected at once; empty for as many as the descriptors allow
 * @param trustedProxies whose word is taken for where a request came from
 * @param corsOrigins the web pages that may ask; empty for all
 */
public record EdgeConfig(
        Optional<KeyPairFiles> tls,
        Optional<Path> apiKeyFile,
        Patience patience,
        OptionalInt maxConnections,
        List<AddressRange> trustedProxies,
        List<String> corsOrigins) {

    /** What holds unless something else is set. */
    public static final EdgeConfig DEFAULT = new EdgeConfig(
            Optional.empty(), Optional.empty(), Patience.DEFAULT, OptionalInt.empty(), List.of(), List.of());

    /**
     * How long a client may take.
     *
     * @param head from a request's first byte to the end of its head, and for a TLS handshake
     * @param body for a body, or as long as it takes at 1 KiB a second, whichever is longer
     * @param idle between two requests on a connection
     */
    public record Patience(Duration head, Duration body, Duration idle) {

        /** What holds unless something else is set. */
        public static final Patience DEFAULT =
                new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60));

        /** Checks the parts. */
        public Patience {
            if (!head.isPositive() || !body.isPositive() || !idle.isPositive()) {
                throw new IllegalArgumentException("no patience: " + head + ", " + body + ", " + idle);
            }
        }
    }

    /** Checks and copies the parts. */
    public EdgeConfig {
        if (maxConnections.isPresent() && maxConnections.getAsInt() < 1) {
            throw new IllegalArgumentException("not a number of connections: " + maxConnections.getAsInt());
        }
        trustedProxies = List.copyOf(trustedProxies);
        corsOrigins = List.copyOf(corsOrigins);
    }

    /** The same but for how many clients may be connected at once. */
    public EdgeConfig with(OptionalInt connections) {
        return new EdgeConfig(tls, apiKeyFile, patience, connections, trustedProxies, corsOrigins);
    }
}
