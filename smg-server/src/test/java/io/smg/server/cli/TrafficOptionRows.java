package io.smg.server.cli;

import io.smg.server.config.BreakerConfig;
import io.smg.server.config.GatewayConfig;
import io.smg.server.config.RetryConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is expected of the options that are about requests on their way to a worker. */
final class TrafficOptionRows {

    private TrafficOptionRows() {}

    static Stream<OptionRow> all() {
        return Stream.of(routing(), requests(), admission(), retries(), breakers())
                .flatMap(List::stream);
    }

    private static List<OptionRow> routing() {
        return List.of(
                new OptionRow("policy", "SMG_POLICY", "round_robin", "p2c", "p2c", "a b", c -> c.policy()
                        .name()),
                new OptionRow(
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
                new OptionRow(
                        "eviction-interval",
                        "SMG_EVICTION_INTERVAL",
                        Optional.empty(),
                        "120",
                        Optional.of(Duration.ofMinutes(2)),
                        "0",
                        c -> c.policy().evictionInterval()),
                new OptionRow(
                        "plugin-path",
                        "SMG_PLUGIN_PATH",
                        List.of(),
                        "/some/plugins",
                        List.of(Path.of("/some/plugins")),
                        "a\0b",
                        GatewayConfig::pluginPath),
                new OptionRow(
                        "model-alias",
                        "SMG_MODEL_ALIAS",
                        Map.of(),
                        "gpt-4=meta/llama:70b",
                        Map.of("gpt-4", "meta/llama:70b"),
                        "=llama",
                        GatewayConfig::modelAliases));
    }

    /** An option that the policy gets as one of its own. */
    private static OptionRow ofThePolicy(String name, String text, String bad) {
        return new OptionRow(
                name,
                "SMG_" + name.toUpperCase(Locale.ROOT).replace('-', '_'),
                Map.of(),
                text,
                Map.of(name, text),
                bad,
                c -> c.policy().options());
    }

    private static List<OptionRow> requests() {
        return List.of(
                new OptionRow(
                        "request-timeout-secs",
                        "SMG_REQUEST_TIMEOUT_SECS",
                        Duration.ofMinutes(30),
                        "1",
                        Duration.ofSeconds(1),
                        "0",
                        c -> c.upstream().requestTimeout()),
                new OptionRow(
                        "stream-idle-timeout-secs",
                        "SMG_STREAM_IDLE_TIMEOUT_SECS",
                        Optional.empty(),
                        "1",
                        Optional.of(Duration.ofSeconds(1)),
                        "0",
                        c -> c.upstream().streamIdleTimeout()),
                new OptionRow(
                        "max-payload-size",
                        "SMG_MAX_PAYLOAD_SIZE",
                        134217728,
                        "2147483639",
                        2147483639,
                        "2147483648",
                        c -> c.listener().maxPayloadSize()),
                new OptionRow(
                        "request-id-headers",
                        "SMG_REQUEST_ID_HEADERS",
                        List.of("x-request-id", "x-correlation-id", "x-trace-id", "request-id"),
                        "X-Id",
                        List.of("X-Id"),
                        "x id",
                        c -> c.listener().requestIdHeaders()));
    }

    private static List<OptionRow> admission() {
        return List.of(
                new OptionRow(
                        "max-concurrent-requests", "SMG_MAX_CONCURRENT_REQUESTS", -1, "64", 64, "0", c -> c.admission()
                                .maxConcurrent()),
                new OptionRow(
                        "rate-limit-tokens-per-second",
                        "SMG_RATE_LIMIT_TOKENS_PER_SECOND",
                        512,
                        "1",
                        1,
                        "0",
                        c -> c.admission().ratePerSecond()),
                new OptionRow("queue-size", "SMG_QUEUE_SIZE", 128, "0", 0, "-1", c -> c.admission()
                        .queueSize()),
                new OptionRow(
                        "queue-timeout-secs",
                        "SMG_QUEUE_TIMEOUT_SECS",
                        Duration.ofSeconds(30),
                        "1",
                        Duration.ofSeconds(1),
                        "0",
                        c -> c.admission().queueTimeout()));
    }

    private static List<OptionRow> retries() {
        return List.of(
                new OptionRow(
                        "retry-max-retries", "SMG_RETRY_MAX_RETRIES", 5, "2", 2, "0", c -> retry(c).maxAttempts()),
                new OptionRow(
                        "retry-initial-backoff-ms",
                        "SMG_RETRY_INITIAL_BACKOFF_MS",
                        Duration.ofMillis(50),
                        "0",
                        Duration.ZERO,
                        "-1",
                        c -> retry(c).initialBackoff()),
                new OptionRow(
                        "retry-max-backoff-ms",
                        "SMG_RETRY_MAX_BACKOFF_MS",
                        Duration.ofSeconds(30),
                        "100",
                        Duration.ofMillis(100),
                        "1s",
                        c -> retry(c).maxBackoff()),
                new OptionRow(
                        "retry-backoff-multiplier", "SMG_RETRY_BACKOFF_MULTIPLIER", 1.5, "2", 2.0, "0.9", c -> retry(c)
                                .multiplier()),
                new OptionRow("retry-jitter-factor", "SMG_RETRY_JITTER_FACTOR", 0.2, "0.5", 0.5, "1.1", c -> retry(c)
                        .jitter()),
                new OptionRow(
                        "disable-retries", "SMG_DISABLE_RETRIES", 5, "true", 1, "maybe", c -> retry(c).maxAttempts()));
    }

    private static List<OptionRow> breakers() {
        return List.of(
                new OptionRow(
                        "circuit-breaker-threshold", "SMG_CIRCUIT_BREAKER_THRESHOLD", 5, "1", 1, "0", c -> breaker(c)
                                .failureThreshold()),
                new OptionRow(
                        "circuit-breaker-timeout",
                        "SMG_CIRCUIT_BREAKER_TIMEOUT",
                        Duration.ofSeconds(30),
                        "1",
                        Duration.ofSeconds(1),
                        "0",
                        c -> breaker(c).timeout()),
                new OptionRow("cb-success-threshold", "SMG_CB_SUCCESS_THRESHOLD", 3, "1", 1, "0", c -> breaker(c)
                        .successThreshold()),
                new OptionRow(
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
}
