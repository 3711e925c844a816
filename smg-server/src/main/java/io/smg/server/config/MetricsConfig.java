package io.smg.server.config;

/**
 * Where metrics are scraped.
 *
 * @param host the address or name to listen on, an IPv6 address without brackets
 * @param port the port to listen on, 0 for any free one
 */
public record MetricsConfig(String host, int port) {

    /** Checks the parts. */
    public MetricsConfig {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("a listener needs a host");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }
}
