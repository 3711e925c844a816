package io.smg.server.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How clients reach the gateway, and what is asked of them.
 *
 * @param host the address or name to listen on, an IPv6 address without brackets
 * @param port the port to listen on, 0 for any free one
 * @param maxPayloadSize the largest request body in bytes
 * @param apiKeys the keys that clients may show; with none of them nobody is asked
 * @param requestIdHeaders the request headers that may carry a request's id, the first present one wins
 * @param edge how the gateway faces whoever is out there
 */
public record ListenerConfig(
        String host,
        int port,
        int maxPayloadSize,
        List<ApiKey> apiKeys,
        List<String> requestIdHeaders,
        EdgeConfig edge) {

    /** Whether clients must show a key. */
    public boolean asksForKeys() {
        return !apiKeys.isEmpty() || edge.apiKeyFile().isPresent();
    }

    /** Checks and copies the parts. */
    public ListenerConfig {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("a listener needs a host");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        if (maxPayloadSize < 1) {
            throw new IllegalArgumentException("not a size: " + maxPayloadSize);
        }
        apiKeys = List.copyOf(apiKeys);
        requestIdHeaders = List.copyOf(requestIdHeaders);
        requireNonNull(edge, "edge");
    }
}
