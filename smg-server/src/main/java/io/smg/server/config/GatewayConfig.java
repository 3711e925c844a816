package io.smg.server.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that an operator can decide about a gateway.
 *
 * @param workerUrls where the workers are, in the order given and as {@link WorkerUrl} writes them; no two alike
 * @param kubernetes which pods are workers; empty if none are looked for
 * @param policy how a worker is chosen
 * @param pluginPath directories and jars to look for plug-ins in
 * @param listener the side that clients see
 * @param admission how many requests are let in
 * @param upstream the side that workers see
 * @param health how workers are probed
 * @param modelAliases the model that each alias stands for
 * @param drain how the gateway ends, and how it lets go of a worker
 * @param metrics where metrics are scraped
 * @param log what is logged, and how
 */
public record GatewayConfig(
        List<URI> workerUrls,
        Optional<KubernetesConfig> kubernetes,
        PolicyConfig policy,
        List<Path> pluginPath,
        ListenerConfig listener,
        AdmissionConfig admission,
        UpstreamConfig upstream,
        HealthConfig health,
        Map<String, String> modelAliases,
        DrainConfig drain,
        MetricsConfig metrics,
        LogConfig log) {

    /** Checks and copies the parts. */
    public GatewayConfig {
        workerUrls = List.copyOf(workerUrls);
        if (new HashSet<>(workerUrls).size() < workerUrls.size()) {
            throw new IllegalArgumentException("a worker URL is given twice: " + workerUrls);
        }
        requireNonNull(kubernetes, "kubernetes");
        requireNonNull(policy, "policy");
        pluginPath = List.copyOf(pluginPath);
        requireNonNull(listener, "listener");
        requireNonNull(admission, "admission");
        requireNonNull(upstream, "upstream");
        requireNonNull(health, "health");
        modelAliases = Map.copyOf(modelAliases);
        requireNonNull(drain, "drain");
        requireNonNull(metrics, "metrics");
        requireNonNull(log, "log");
    }
}
