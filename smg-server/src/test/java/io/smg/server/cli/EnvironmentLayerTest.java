package io.smg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smg.server.config.GatewayConfig;
import io.smg.server.config.HealthConfig;
import io.smg.server.config.LogConfig;
import io.smg.server.config.LogLevel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentLayerTest {

    @Test
    void splitsAListAtItsCommas() {
        GatewayConfig config = config(Map.of("SMG_WORKER_URLS", " http://a , http://b,http://c,"));

        assertThat(config.workerUrls())
                .containsExactly(URI.create("http://a"), URI.create("http://b"), URI.create("http://c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "yes", "on", "TRUE", "Yes", " on "})
    void readsASwitchThatIsOn(String text) {
        GatewayConfig config = config(Map.of("SMG_LOG_JSON", text));

        assertThat(config.log().format()).isEqualTo(LogConfig.Format.JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "0", "no", "off", "False", ""})
    void readsASwitchThatIsOff(String text) {
        GatewayConfig config = config(Map.of("SMG_DISABLE_HEALTH_CHECK", text));

        assertThat(config.health().mode()).isEqualTo(HealthConfig.Mode.PROBED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void takesAnEmptyValueForNone(String text) {
        GatewayConfig config = config(Map.of("SMG_PORT", text, "SMG_API_KEY", text, "SMG_CONFIG", text));

        assertThat(config).isEqualTo(config(Map.of()));
    }

    @Test
    void passesOverWhatKubernetesSetsForAServiceOfOurName() {
        GatewayConfig config = config(
                Map.of("SMG_SERVICE_HOST", "10.0.0.1", "SMG_PORT_80_TCP_ADDR", "10.0.0.1", "SMG_JAVA_OPTS", "-Xmx1g"));

        assertThat(config).isEqualTo(config(Map.of()));
    }

    @Test
    void explainsThePortThatKubernetesSets() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> config(Map.of("SMG_PORT", "tcp://10.0.0.1:80")))
                .withMessage("--port: 'tcp://10.0.0.1:80' (environment variable SMG_PORT) must be a whole number from 0"
                        + " to 65535; Kubernetes sets this variable for a Service of this name: set the option another"
                        + " way, or enableServiceLinks: false in the pod");
    }

    @Test
    void neverShowsASecret() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> config(Map.of("SMG_API_KEY", "two words")))
                .withMessage(
                        "--api-key: *** (environment variable SMG_API_KEY) must be printable ASCII without blanks");
    }

    @Test
    void asksForNoHelpInTheEnvironment() {
        GatewayConfig config = config(Map.of("SMG_HELP", "true", "SMG_VERSION", "true"));

        assertThat(config).isEqualTo(config(Map.of()));
    }

    @Test
    void canAskForACheck() {
        String text = Parsing.text(List.of(), Map.of("SMG_CHECK", "1", "SMG_WORKER_URLS", "http://a"));

        assertThat(text).startsWith("worker-urls:");
    }

    @ParameterizedTest
    @CsvSource({
        "debug, DEBUG",
        "DEBUG, DEBUG",
        "'warn,smg=debug', WARN",
        "'smg=debug,error', ERROR",
        "'hyper=off, trace', TRACE",
        "smg=debug, INFO",
        "off, INFO",
        "'', INFO"
    })
    void fallsBackToTheLevelWithoutATargetInRustLog(String directives, LogLevel expected) {
        GatewayConfig config = config(Map.of("RUST_LOG", directives));

        assertThat(config.log().level()).isEqualTo(expected);
    }

    @Test
    void readsRustLogOnlyWhereNothingElseSays(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("smg.yaml"), "log-level: warn\n");

        GatewayConfig byVariable = config(Map.of("RUST_LOG", "trace", "SMG_LOG_LEVEL", "error"));
        GatewayConfig byFile = config(Map.of("RUST_LOG", "trace", "SMG_CONFIG", file.toString()));

        assertThat(byVariable.log().level()).isEqualTo(LogLevel.ERROR);
        assertThat(byFile.log().level()).isEqualTo(LogLevel.WARN);
    }

    @Test
    void looksForPluginsInTheImage(@TempDir Path home) throws IOException {
        Path plugins = Files.createDirectory(home.resolve("plugins"));

        GatewayConfig config = config(Map.of("SMG_HOME", home.toString()));

        assertThat(config.pluginPath()).containsExactly(plugins);
    }

    @Test
    void looksForPluginsElsewhereIfTold(@TempDir Path home) throws IOException {
        Files.createDirectory(home.resolve("plugins"));

        GatewayConfig config = config(Map.of("SMG_HOME", home.toString(), "SMG_PLUGIN_PATH", "/mine"));

        assertThat(config.pluginPath()).containsExactly(Path.of("/mine"));
    }

    @Test
    void looksForNoPluginsInAnImageWithoutThem(@TempDir Path home) {
        GatewayConfig config = config(Map.of("SMG_HOME", home.toString()));

        assertThat(config.pluginPath()).isEmpty();
    }

    private static GatewayConfig config(Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.putIfAbsent("SMG_WORKER_URLS", "http://a");
        return Parsing.config(List.of(), variables);
    }
}
