package io.smg.server.cli;

import io.smg.server.config.AccessLogTarget;
import io.smg.server.config.AddressRange;
import io.smg.server.config.ApiKey;
import io.smg.server.config.GatewayConfig;
import io.smg.server.config.KeyPairFiles;
import io.smg.server.config.LogConfig;
import io.smg.server.config.LogLevel;
import io.smg.server.config.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What is expected of the options that are about what clients, scrapers and readers of logs see. */
final class ListenerOptionRows {

    private ListenerOptionRows() {}

    static Stream<OptionRow> all() {
        return Stream.of(listener(), logging()).flatMap(List::stream);
    }

    private static List<OptionRow> listener() {
        return List.of(
                new OptionRow("host", "SMG_HOST", "127.0.0.1", "::1", "::1", "a:80", c -> c.listener()
                        .host()),
                new OptionRow("port", "SMG_PORT", 30000, "0", 0, "65536", c -> c.listener()
                        .port()),
                new OptionRow(
                        "api-key",
                        "SMG_API_KEY",
                        List.of(),
                        "0123",
                        List.of(new ApiKey("", secret("0123"))),
                        "a key",
                        ListenerOptionRows::keys),
                new OptionRow(
                        "api-key-file",
                        "SMG_API_KEY_FILE",
                        Optional.empty(),
                        OptionRow.KEYS.toString(),
                        Optional.of(OptionRow.KEYS),
                        "/no/such/file",
                        c -> c.listener().edge().apiKeyFile()),
                OptionRow.pair(
                        "tls-cert-path",
                        "tls-key-path",
                        c -> c.listener().edge().tls().map(KeyPairFiles::certificate)),
                OptionRow.pair(
                        "tls-key-path",
                        "tls-cert-path",
                        c -> c.listener().edge().tls().map(KeyPairFiles::key)),
                new OptionRow(
                        "header-timeout-secs",
                        "SMG_HEADER_TIMEOUT_SECS",
                        Duration.ofSeconds(10),
                        "3",
                        Duration.ofSeconds(3),
                        "0",
                        c -> c.listener().edge().patience().head()),
                new OptionRow(
                        "body-timeout-secs",
                        "SMG_BODY_TIMEOUT_SECS",
                        Duration.ofSeconds(30),
                        "3",
                        Duration.ofSeconds(3),
                        "0",
                        c -> c.listener().edge().patience().body()),
                new OptionRow(
                        "idle-timeout-secs",
                        "SMG_IDLE_TIMEOUT_SECS",
                        Duration.ofSeconds(60),
                        "3",
                        Duration.ofSeconds(3),
                        "0",
                        c -> c.listener().edge().patience().idle()),
                new OptionRow(
                        "max-connections",
                        "SMG_MAX_CONNECTIONS",
                        OptionalInt.empty(),
                        "100",
                        OptionalInt.of(100),
                        "0",
                        c -> c.listener().edge().maxConnections()),
                new OptionRow(
                        "trusted-proxies",
                        "SMG_TRUSTED_PROXIES",
                        List.of(),
                        "10.0.0.0/8",
                        List.of(AddressRange.parse("10.0.0.0/8").orElseThrow()),
                        "10.0.0.1/8",
                        c -> c.listener().edge().trustedProxies()),
                new OptionRow(
                        "cors-allowed-origins",
                        "SMG_CORS_ALLOWED_ORIGINS",
                        List.of(),
                        "https://a.example",
                        List.of("https://a.example"),
                        "a.example",
                        c -> c.listener().edge().corsOrigins()),
                new OptionRow(
                        "shutdown-grace-period-secs",
                        "SMG_SHUTDOWN_GRACE_PERIOD_SECS",
                        Duration.ofMinutes(3),
                        "0",
                        Duration.ZERO,
                        "-1",
                        c -> c.drain().grace()),
                new OptionRow(
                        "drain-settle-secs",
                        "SMG_DRAIN_SETTLE_SECS",
                        Duration.ofSeconds(5),
                        "0",
                        Duration.ZERO,
                        "-1",
                        c -> c.drain().settle()));
    }

    private static List<OptionRow> logging() {
        return List.of(
                new OptionRow(
                        "prometheus-host",
                        "SMG_PROMETHEUS_HOST",
                        "0.0.0.0",
                        "localhost",
                        "localhost",
                        "a b",
                        c -> c.metrics().host()),
                new OptionRow("prometheus-port", "SMG_PROMETHEUS_PORT", 29_000, "0", 0, "65536", c -> c.metrics()
                        .port()),
                new OptionRow(
                        "access-log",
                        "SMG_ACCESS_LOG",
                        new AccessLogTarget.Stdout(),
                        "/var/log/smg.log",
                        new AccessLogTarget.ToFile(Path.of("/var/log/smg.log")),
                        "\0",
                        c -> c.log().access()),
                new OptionRow("log-level", "SMG_LOG_LEVEL", LogLevel.INFO, "trace", LogLevel.TRACE, "loud", c -> c.log()
                        .level()),
                new OptionRow(
                        "log-json",
                        "SMG_LOG_JSON",
                        LogConfig.Format.TEXT,
                        "on",
                        LogConfig.Format.JSON,
                        "2",
                        c -> c.log().format()));
    }

    private static Object keys(GatewayConfig config) {
        return config.listener().apiKeys();
    }

    private static Secret secret(String text) {
        return Secret.parse(text).orElseThrow();
    }
}
