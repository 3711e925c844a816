package io.smg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smg.server.config.AccessLogTarget;
import io.smg.server.config.AddressRange;
import io.smg.server.config.ApiKey;
import io.smg.server.config.BreakerConfig;
import io.smg.server.config.GatewayConfig;
import io.smg.server.config.HealthConfig;
import io.smg.server.config.KeyPairFiles;
import io.smg.server.config.KubernetesConfig;
import io.smg.server.config.LogConfig;
import io.smg.server.config.LogLevel;
import io.smg.server.config.RetryConfig;
import io.smg.server.config.Secret;
import io.smg.server.config.TrustConfig;
import io.smg.server.config.WorkerAllow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option that reaches the configuration: its default, its flag, its variable, its key, and a value it refuses. */
class OptionTableTest {

    private static final String WORKER = "http://worker:8000";

    private static final Path KEYS = keys();

    private final Path directory;

    OptionTableTest(@TempDir Path directory) {
        this.directory = directory;
    }

    /**
     * What is expected of one option.
     *
     * @param name the long name
     * @param variable the environment variable
     * @param byDefault what the configuration has without it
     * @param text a value other than the default
     * @param value what the configuration has with it
     * @param bad a value that is refused
     * @param reading where the configuration has it
     * @param beside what has to be given in the same breath, as environment variables
     */
    private record Row(
            String name,
            String variable,
            Object byDefault,
            String text,
            Object value,
            String bad,
            Function<GatewayConfig, Object> reading,
            Map<String, String> beside) {

        Row(
                String name,
                String variable,
                Object byDefault,
                String text,
                Object value,
                String bad,
                Function<GatewayConfig, Object> reading) {
            this(name, variable, byDefault, text, value, bad, reading, Map.of());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Row> rows() {
        return Stream.of(
                        workers(),
                        discovery(),
                        routing(),
                        listener(),
                        requests(),
                        admission(),
                        retries(),
                        breakers(),
                        health(),
                        logging())
                .flatMap(List::stream);
    }

    private static List<Row> workers() {
        return List.of(
                new Row(
                        "worker-urls",
                        "SMG_WORKER_URLS",
                        List.of(URI.create(WORKER)),
                        "https://other/base",
                        List.of(URI.create("https://other/base")),
                        "other:8000",
                        GatewayConfig::workerUrls),
                // What it is for, SmgCommandTest says: it shows in no value of the configuration.
                new Row("enable-igw", "SMG_ENABLE_IGW", 1, "on", 1, "maybe", c -> c.workerUrls()
                        .size()),
                pair("client-cert-path", "client-key-path", c -> trust(c).identity()
                        .map(KeyPairFiles::certificate)),
                pair("client-key-path", "client-cert-path", c -> trust(c).identity()
                        .map(KeyPairFiles::key)),
                new Row(
                        "ca-cert-path",
                        "SMG_CA_CERT_PATH",
                        List.of(),
                        "/some/ca.pem",
                        List.of(Path.of("/some/ca.pem")),
                        "a\0b",
                        c -> trust(c).authorities()),
                new Row(
                        "worker-api-key-file",
                        "SMG_WORKER_API_KEY_FILE",
                        Optional.empty(),
                        KEYS.toString(),
                        Optional.of(KEYS),
                        "/no/such/file",
                        c -> trust(c).workerKeyFile()),
                new Row(
                        "worker-allow",
                        "SMG_WORKER_ALLOW",
                        WorkerAllow.DEFAULT,
                        ".svc.local",
                        WorkerAllow.of(List.of(".svc.local")),
                        "svc.local",
                        c -> trust(c).allow()));
    }

    /** One of two options that come together; the other one is given in the same breath. */
    private static Row pair(String name, String partner, Function<GatewayConfig, Object> reading) {
        Map<String, String> beside = Map.of(variable(partner), "/other/file");
        Path file = Path.of("/some/file");
        return new Row(
                name, variable(name), Optional.empty(), file.toString(), Optional.of(file), "a\0b", reading, beside);
    }

    private static String variable(String name) {
        return "SMG_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static TrustConfig trust(GatewayConfig config) {
        return config.upstream().trust();
    }

    private static List<Row> discovery() {
        return List.of(
                new Row("service-discovery", "SMG_SERVICE_DISCOVERY", true, "false", false, "maybe", c -> c.kubernetes()
                        .isPresent()),
                new Row(
                        "selector",
                        "SMG_SELECTOR",
                        Map.of("app", "engine"),
                        "app.kubernetes.io/name=engine",
                        Map.of("app.kubernetes.io/name", "engine"),
                        "app!=engine",
                        pods(KubernetesConfig::selector)),
                new Row(
                        "service-discovery-namespace",
                        "SMG_SERVICE_DISCOVERY_NAMESPACE",
                        Optional.empty(),
                        "inference",
                        Optional.of("inference"),
                        "Inference",
                        pods(KubernetesConfig::namespace)),
                new Row(
                        "service-discovery-port",
                        "SMG_SERVICE_DISCOVERY_PORT",
                        8000,
                        "65535",
                        65535,
                        "65536",
                        pods(KubernetesConfig::port)),
                new Row(
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

    private static List<Row> admission() {
        return List.of(
                new Row("max-concurrent-requests", "SMG_MAX_CONCURRENT_REQUESTS", -1, "64", 64, "0", c -> c.admission()
                        .maxConcurrent()),
                new Row(
                        "rate-limit-tokens-per-second",
                        "SMG_RATE_LIMIT_TOKENS_PER_SECOND",
                        512,
                        "1",
                        1,
                        "0",
                        c -> c.admission().ratePerSecond()),
                new Row("queue-size", "SMG_QUEUE_SIZE", 128, "0", 0, "-1", c -> c.admission()
                        .queueSize()),
                new Row(
                        "queue-timeout-secs",
                        "SMG_QUEUE_TIMEOUT_SECS",
                        Duration.ofSeconds(30),
                        "1",
                        Duration.ofSeconds(1),
                        "0",
                        c -> c.admission().queueTimeout()));
    }

    private static List<Row> retries() {
        return List.of(
                new Row("retry-max-retries", "SMG_RETRY_MAX_RETRIES", 5, "2", 2, "0", c -> retry(c).maxAttempts()),
                new Row(
                        "retry-initial-backoff-ms",
                        "SMG_RETRY_INITIAL_BACKOFF_MS",
                        Duration.ofMillis(50),
                        "0",
                        Duration.ZERO,
                        "-1",
                        c -> retry(c).initialBackoff()),
                new Row(
                        "retry-max-backoff-ms",
                        "SMG_RETRY_MAX_BACKOFF_MS",
                        Duration.ofSeconds(30),
                        "100",
                        Duration.ofMillis(100),
                        "1s",
                        c -> retry(c).maxBackoff()),
                new Row("retry-backoff-multiplier", "SMG_RETRY_BACKOFF_MULTIPLIER", 1.5, "2", 2.0, "0.9", c -> retry(c)
                        .multiplier()),
                new Row("retry-jitter-factor", "SMG_RETRY_JITTER_FACTOR", 0.2, "0.5", 0.5, "1.1", c -> retry(c)
                        .jitter()),
                new Row("disable-retries", "SMG_DISABLE_RETRIES", 5, "true", 1, "maybe", c -> retry(c).maxAttempts()));
    }

    private static List<Row> breakers() {
        return List.of(
                new Row("circuit-breaker-threshold", "SMG_CIRCUIT_BREAKER_THRESHOLD", 5, "1", 1, "0", c -> breaker(c)
                        .failureThreshold()),
                new Row(
                        "circuit-breaker-timeout",
                        "SMG_CIRCUIT_BREAKER_TIMEOUT",
                        Duration.ofSeconds(30),
                        "1",
                        Duration.ofSeconds(1),
                        "0",
                        c -> breaker(c).timeout()),
                new Row("cb-success-threshold", "SMG_CB_SUCCESS_THRESHOLD", 3, "1", 1, "0", c -> breaker(c)
                        .successThreshold()),
                new Row(
                        "disable-circuit-breaker",
                        "SMG_DISABLE_CIRCUIT_BREAKER",
                        BreakerConfig.Mode.ON,
                        "yes",
                        BreakerConfig.Mode.OFF,
                        "maybe",
                        c -> breaker(c).mode()));
    }

    private static RetryConfig retry(GatewayConfig config) {
        return config.upstream().retry();
    }

    private static BreakerConfig breaker(GatewayConfig config) {
        return config.upstream().breaker();
    }

    private static List<Row> routing() {
        return List.of(
                new Row("policy", "SMG_POLICY", "round_robin", "p2c", "p2c", "a b", c -> c.policy()
                        .name()),
                new Row(
                        "policy-option",
                        "SMG_POLICY_OPTION",
                        Map.of(),
                        "lambda=2",
                        Map.of("lambda", "2"),
                        "lambda",
                        c -> c.policy().options()),
                ofThePolicy("cache-threshold", "0.5", "1.1"),
                ofThePolicy("balance-abs-threshold", "0", "-1"),
                ofThePolicy("balance-rel-threshold", "1.1", "0.9"),
                ofThePolicy("max-tree-size", "67108864", "0"),
                new Row(
                        "eviction-interval",
                        "SMG_EVICTION_INTERVAL",
                        Optional.empty(),
                        "120",
                        Optional.of(Duration.ofMinutes(2)),
                        "0",
                        c -> c.policy().evictionInterval()),
                new Row(
                        "plugin-path",
                        "SMG_PLUGIN_PATH",
                        List.of(),
                        "/some/plugins",
                        List.of(Path.of("/some/plugins")),
                        "a\0b",
                        GatewayConfig::pluginPath),
                new Row(
                        "model-alias",
                        "SMG_MODEL_ALIAS",
                        Map.of(),
                        "gpt-4=meta/llama:70b",
                        Map.of("gpt-4", "meta/llama:70b"),
                        "=llama",
                        GatewayConfig::modelAliases));
    }

    private static List<Row> listener() {
        return List.of(
                new Row("host", "SMG_HOST", "127.0.0.1", "::1", "::1", "a:80", c -> c.listener()
                        .host()),
                new Row("port", "SMG_PORT", 30000, "0", 0, "65536", c -> c.listener()
                        .port()),
                new Row(
                        "api-key",
                        "SMG_API_KEY",
                        List.of(),
                        "0123",
                        List.of(new ApiKey("", secret("0123"))),
                        "a key",
                        OptionTableTest::keys),
                new Row(
                        "api-key-file",
                        "SMG_API_KEY_FILE",
                        Optional.empty(),
                        KEYS.toString(),
                        Optional.of(KEYS),
                        "/no/such/file",
                        c -> c.listener().edge().apiKeyFile()),
                pair(
                        "tls-cert-path",
                        "tls-key-path",
                        c -> c.listener().edge().tls().map(KeyPairFiles::certificate)),
                pair(
                        "tls-key-path",
                        "tls-cert-path",
                        c -> c.listener().edge().tls().map(KeyPairFiles::key)),
                new Row(
                        "header-timeout-secs",
                        "SMG_HEADER_TIMEOUT_SECS",
                        Duration.ofSeconds(10),
                        "3",
                        Duration.ofSeconds(3),
                        "0",
                        c -> c.listener().edge().patience().head()),
                new Row(
                        "body-timeout-secs",
                        "SMG_BODY_TIMEOUT_SECS",
                        Duration.ofSeconds(30),
                        "3",
                        Duration.ofSeconds(3),
                        "0",
                        c -> c.listener().edge().patience().body()),
                new Row(
                        "idle-timeout-secs",
                        "SMG_IDLE_TIMEOUT_SECS",
                        Duration.ofSeconds(60),
                        "3",
                        Duration.ofSeconds(3),
                        "0",
                        c -> c.listener().edge().patience().idle()),
                new Row(
                        "max-connections",
                        "SMG_MAX_CONNECTIONS",
                        OptionalInt.empty(),
                        "100",
                        OptionalInt.of(100),
                        "0",
                        c -> c.listener().edge().maxConnections()),
                new Row(
                        "trusted-proxies",
                        "SMG_TRUSTED_PROXIES",
                        List.of(),
                        "10.0.0.0/8",
                        List.of(AddressRange.parse("10.0.0.0/8").orElseThrow()),
                        "10.0.0.1/8",
                        c -> c.listener().edge().trustedProxies()),
                new Row(
                        "cors-allowed-origins",
                        "SMG_CORS_ALLOWED_ORIGINS",
                        List.of(),
                        "https://a.example",
                        List.of("https://a.example"),
                        "a.example",
                        c -> c.listener().edge().corsOrigins()),
                new Row(
                        "shutdown-grace-period-secs",
                        "SMG_SHUTDOWN_GRACE_PERIOD_SECS",
                        Duration.ofMinutes(3),
                        "0",
                        Duration.ZERO,
                        "-1",
                        c -> c.drain().grace()),
                new Row(
                        "drain-settle-secs",
                        "SMG_DRAIN_SETTLE_SECS",
                        Duration.ofSeconds(5),
                        "0",
                        Duration.ZERO,
                        "-1",
                        c -> c.drain().settle()));
    }

    private static List<Row> requests() {
        return List.of(
                new Row(
                        "request-timeout-secs",
                        "SMG_REQUEST_TIMEOUT_SECS",
                        Duration.ofMinutes(30),
                        "1",
                        Duration.ofSeconds(1),
                        "0",
                        c -> c.upstream().requestTimeout()),
                new Row(
                        "stream-idle-timeout-secs",
                        "SMG_STREAM_IDLE_TIMEOUT_SECS",
                        Optional.empty(),
                        "1",
                        Optional.of(Duration.ofSeconds(1)),
                        "0",
                        c -> c.upstream().streamIdleTimeout()),
                new Row(
                        "max-payload-size",
                        "SMG_MAX_PAYLOAD_SIZE",
                        134217728,
                        "2147483639",
                        2147483639,
                        "2147483648",
                        c -> c.listener().maxPayloadSize()),
                new Row(
                        "request-id-headers",
                        "SMG_REQUEST_ID_HEADERS",
                        List.of("x-request-id", "x-correlation-id", "x-trace-id", "request-id"),
                        "X-Id",
                        List.of("X-Id"),
                        "x id",
                        c -> c.listener().requestIdHeaders()));
    }

    private static List<Row> health() {
        return List.of(
                new Row(
                        "health-check-interval",
                        "SMG_HEALTH_CHECK_INTERVAL",
                        Duration.ofSeconds(10),
                        "1m30s",
                        Duration.ofSeconds(90),
                        "0s",
                        c -> c.health().interval()),
                new Row(
                        "health-check-timeout",
                        "SMG_HEALTH_CHECK_TIMEOUT",
                        Duration.ofSeconds(5),
                        "500ms",
                        Duration.ofMillis(500),
                        "5 s",
                        c -> c.health().timeout()),
                new Row(
                        "health-check-path",
                        "SMG_HEALTH_CHECK_PATH",
                        "/health",
                        "/v1/models",
                        "/v1/models",
                        "health",
                        c -> c.health().path()),
                new Row("health-failure-threshold", "SMG_HEALTH_FAILURE_THRESHOLD", 3, "1", 1, "0", c -> c.health()
                        .failureThreshold()),
                new Row("health-success-threshold", "SMG_HEALTH_SUCCESS_THRESHOLD", 2, "1", 1, "0", c -> c.health()
                        .successThreshold()),
                new Row(
                        "disable-health-check",
                        "SMG_DISABLE_HEALTH_CHECK",
                        HealthConfig.Mode.PROBED,
                        "yes",
                        HealthConfig.Mode.ASSUMED,
                        "maybe",
                        c -> c.health().mode()));
    }

    private static List<Row> logging() {
        return List.of(
                new Row(
                        "prometheus-host",
                        "SMG_PROMETHEUS_HOST",
                        "0.0.0.0",
                        "localhost",
                        "localhost",
                        "a b",
                        c -> c.metrics().host()),
                new Row("prometheus-port", "SMG_PROMETHEUS_PORT", 29_000, "0", 0, "65536", c -> c.metrics()
                        .port()),
                new Row(
                        "access-log",
                        "SMG_ACCESS_LOG",
                        new AccessLogTarget.Stdout(),
                        "/var/log/smg.log",
                        new AccessLogTarget.ToFile(Path.of("/var/log/smg.log")),
                        "\0",
                        c -> c.log().access()),
                new Row("log-level", "SMG_LOG_LEVEL", LogLevel.INFO, "trace", LogLevel.TRACE, "loud", c -> c.log()
                        .level()),
                new Row(
                        "log-json",
                        "SMG_LOG_JSON",
                        LogConfig.Format.TEXT,
                        "on",
                        LogConfig.Format.JSON,
                        "2",
                        c -> c.log().format()));
    }

    @Test
    void hasARowForEveryOption() {
        List<String> expected = new ArrayList<>(rows().map(Row::name).toList());
        expected.addAll(List.of("config", "check", "generate", "help", "version"));

        assertThat(Options.all()).extracting(Option::name).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void hasADefault(Row row) {
        assertThat(row.reading().apply(config(List.of(), Map.of()))).isEqualTo(row.byDefault());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isAFlag(Row row) {
        GatewayConfig config = config(List.of("--" + row.name(), row.text()), row.beside());

        assertThat(row.reading().apply(config)).isEqualTo(row.value());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isAnEnvironmentVariable(Row row) {
        GatewayConfig config = config(List.of(), with(row.beside(), row.variable(), row.text()));

        assertThat(row.reading().apply(config)).isEqualTo(row.value());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isAKeyOfTheFile(Row row) throws IOException {
        Path file = file(row.name() + ": " + row.text() + "\n");

        GatewayConfig config = config(List.of("--config", file.toString()), row.beside());

        assertThat(row.reading().apply(config)).isEqualTo(row.value());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesABadValueAndSaysWhatIsAllowed(Row row) {
        List<String> args = List.of("--" + row.name() + "=" + row.bad());
        String shown =
                row.name().equals("api-key") ? Secret.MASK : "'" + row.bad().replace('\0', '?') + "'";

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> config(args, Map.of()))
                .withMessageStartingWith("--" + row.name() + ": " + shown + " (command line) must be ");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void namesTheVariableThatABadValueCameFrom(Row row) {
        Map<String, String> environment = Map.of(row.variable(), row.bad());

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> config(List.of(), environment))
                .withMessageContaining("(environment variable " + row.variable() + ") must be ");
    }

    /** An option that the policy gets as one of its own. */
    private static Row ofThePolicy(String name, String text, String bad) {
        return new Row(
                name,
                "SMG_" + name.toUpperCase(Locale.ROOT).replace('-', '_'),
                Map.of(),
                text,
                Map.of(name, text),
                bad,
                c -> c.policy().options());
    }

    private static Object keys(GatewayConfig config) {
        return config.listener().apiKeys();
    }

    private static Secret secret(String text) {
        return Secret.parse(text).orElseThrow();
    }

    /**
     * A worker and pods are given in the environment, which is weaker than a flag, where the row itself gives none. Hence
     * these rows have no default of the table's.
     */
    private static GatewayConfig config(List<String> args, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        if (!args.contains("--config")) {
            variables.putIfAbsent("SMG_WORKER_URLS", WORKER);
            variables.putIfAbsent("SMG_SERVICE_DISCOVERY", "true");
            variables.putIfAbsent("SMG_SELECTOR", "app=engine");
        }
        return Parsing.config(args, variables);
    }

    private static Map<String, String> with(Map<String, String> some, String name, String value) {
        Map<String, String> all = new HashMap<>(some);
        all.put(name, value);
        return all;
    }

    private static Path keys() {
        try {
            Path file = Files.writeString(Files.createTempFile("keys", ""), "from-file\n");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String text) throws IOException {
        StringBuilder all = new StringBuilder(text);
        Map.of("worker-urls", WORKER, "service-discovery", "true", "selector", "app=engine")
                .forEach((key, value) -> {
                    if (!text.startsWith(key + ":")) {
                        all.append(key + ": " + value + "\n");
                    }
                });
        return Files.writeString(directory.resolve("smg.yaml"), all);
    }
}
