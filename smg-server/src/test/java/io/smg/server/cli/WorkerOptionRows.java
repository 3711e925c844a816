package io.smg.server.cli;

import io.smg.server.config.GatewayConfig;
import io.smg.server.config.HealthConfig;
import io.smg.server.config.KeyPairFiles;
import io.smg.server.config.KubernetesConfig;
import io.smg.server.config.TrustConfig;
import io.smg.server.config.WorkerAllow;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is expected of the options that are about workers: who they are, how they are found, whether they are well. */
final class WorkerOptionRows {

    static final String WORKER = "http://worker:8000";

    private WorkerOptionRows() {}

    static Stream<OptionRow> all() {
        return Stream.of(workers(), discovery(), health()).flatMap(List::stream);
    }

    private static List<OptionRow> workers() {
        return List.of(
                new OptionRow(
                        "worker-urls",
                        "SMG_WORKER_URLS",
                        List.of(URI.create(WORKER)),
                        "https://other/base",
                        List.of(URI.create("https://other/base")),
                        "other:8000",
                        GatewayConfig::workerUrls),
                // What it is for, SmgCommandTest says: it shows in no value of the configuration.
                new OptionRow("enable-igw", "SMG_ENABLE_IGW", 1, "on", 1, "maybe", c -> c.workerUrls()
                        .size()),
                OptionRow.pair("client-cert-path", "client-key-path", c -> trust(c).identity()
                        .map(KeyPairFiles::certificate)),
                OptionRow.pair("client-key-path", "client-cert-path", c -> trust(c).identity()
                        .map(KeyPairFiles::key)),
                new OptionRow(
                        "ca-cert-path",
                        "SMG_CA_CERT_PATH",
                        List.of(),
                        "/some/ca.pem",
                        List.of(Path.of("/some/ca.pem")),
                        "a\0b",
                        c -> trust(c).authorities()),
                new OptionRow(
                        "worker-api-key-file",
                        "SMG_WORKER_API_KEY_FILE",
                        Optional.empty(),
                        OptionRow.KEYS.toString(),
                        Optional.of(OptionRow.KEYS),
                        "/no/such/file",
                        c -> trust(c).workerKeyFile()),
                new OptionRow(
                        "worker-allow",
                        "SMG_WORKER_ALLOW",
                        WorkerAllow.DEFAULT,
                        ".svc.local",
                        WorkerAllow.of(List.of(".svc.local")),
                        "svc.local",
                        c -> trust(c).allow()));
    }

    private static TrustConfig trust(GatewayConfig config) {
        return config.upstream().trust();
    }

    private static List<OptionRow> discovery() {
        return List.of(
                new OptionRow(
                        "service-discovery", "SMG_SERVICE_DISCOVERY", true, "false", false, "maybe", c -> c.kubernetes()
                                .isPresent()),
                new OptionRow(
                        "selector",
                        "SMG_SELECTOR",
                        Map.of("app", "engine"),
                        "app.kubernetes.io/name=engine",
                        Map.of("app.kubernetes.io/name", "engine"),
                        "app!=engine",
                        pods(KubernetesConfig::selector)),
                new OptionRow(
                        "service-discovery-namespace",
                        "SMG_SERVICE_DISCOVERY_NAMESPACE",
                        Optional.empty(),
                        "inference",
                        Optional.of("inference"),
                        "Inference",
                        pods(KubernetesConfig::namespace)),
                new OptionRow(
                        "service-discovery-port",
                        "SMG_SERVICE_DISCOVERY_PORT",
                        8000,
                        "65535",
                        65535,
                        "65536",
                        pods(KubernetesConfig::port)),
                new OptionRow(
                        "model-id-from",
                        "SMG_MODEL_ID_FROM",
                        Optional.empty(),
                        "label:example.com/model",
                        Optional.of("label:example.com/model"),
                        "label:",
                        pods(KubernetesConfig::modelIdFrom)));
    }

    private static Function<GatewayConfig, Object> pods(Function<KubernetesConfig, Object> part) {
        return config -> part.apply(config.kubernetes().orElseThrow());
    }

    private static List<OptionRow> health() {
        return List.of(
                new OptionRow(
                        "health-check-interval",
                        "SMG_HEALTH_CHECK_INTERVAL",
                        Duration.ofSeconds(10),
                        "1m30s",
                        Duration.ofSeconds(90),
                        "0s",
                        c -> c.health().interval()),
                new OptionRow(
                        "health-check-timeout",
                        "SMG_HEALTH_CHECK_TIMEOUT",
                        Duration.ofSeconds(5),
                        "500ms",
                        Duration.ofMillis(500),
                        "5 s",
                        c -> c.health().timeout()),
                new OptionRow(
                        "health-check-path",
                        "SMG_HEALTH_CHECK_PATH",
                        "/health",
                        "/v1/models",
                        "/v1/models",
                        "health",
                        c -> c.health().path()),
                new OptionRow(
                        "health-failure-threshold", "SMG_HEALTH_FAILURE_THRESHOLD", 3, "1", 1, "0", c -> c.health()
                                .failureThreshold()),
                new OptionRow(
                        "health-success-threshold", "SMG_HEALTH_SUCCESS_THRESHOLD", 2, "1", 1, "0", c -> c.health()
                                .successThreshold()),
                new OptionRow(
                        "disable-health-check",
                        "SMG_DISABLE_HEALTH_CHECK",
                        HealthConfig.Mode.PROBED,
                        "yes",
                        HealthConfig.Mode.ASSUMED,
                        "maybe",
                        c -> c.health().mode()));
    }
}
