package io.smg.server.config;

import java.util.Map;
import java.util.Optional;

/**
 * Which pods of a Kubernetes cluster are workers.
 *
 * @param selector the labels that they have, all of them; at least one
 * @param namespace where they are, {@code *} for everywhere; empty for the gateway's own namespace
 * @param port where they listen unless they say otherwise
 * @param modelIdFrom what names the model that they serve; empty if they are asked
 */
public record KubernetesConfig(
        Map<String, String> selector, Optional<String> namespace, int port, Optional<String> modelIdFrom) {

    private static final int MAX_PORT = 65_535;

    /** Checks and copies the parts. */
    public KubernetesConfig {
        selector = Map.copyOf(selector);
        if (selector.isEmpty()) {
            throw new IllegalArgumentException("all pods can't be meant");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }
}
