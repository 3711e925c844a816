package io.smg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.server.config.GatewayConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveConfigTest {

    private static final List<String> EVERYTHING = List.of(
            "--worker-urls",
            "http://a",
            "https://b/base",
            "--policy=null",
            "--policy-option",
            "a=true",
            "--policy-option",
            "b=#x: 'y' \"z\" \\ ${H} \u00e9",
            "--plugin-path",
            " /p ",
            "--model-alias",
            "yes=no",
            "--host",
            "::1",
            "--port",
            "0",
            "--shutdown-grace-period-secs",
            "007",
            "--request-id-headers",
            "0123",
            "--health-check-interval",
            "1m30s",
            "--health-check-path",
            "/*&!",
            "--disable-health-check",
            "--log-level",
            "DEBUG",
            "--log-json=on");

    private final Path directory;

    EffectiveConfigTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void isAFileThatMakesTheSameConfiguration() throws IOException {
        Path file = Files.writeString(directory.resolve("checked.yaml"), check(EVERYTHING, Map.of()));

        GatewayConfig config = Parsing.config(List.of("--config", file.toString()), Map.of());

        assertThat(config).isEqualTo(Parsing.config(EVERYTHING, Map.of()));
    }

    @Test
    void printsTheSameWhenItIsReadAgain() throws IOException {
        List<String> args = List.of("--worker-urls", "http://a", "--api-key", "sk-1234");
        String text = check(args, Map.of());
        Path file = Files.writeString(directory.resolve("checked.yaml"), text);

        String again = check(List.of("--config", file.toString()), Map.of());

        assertThat(withoutSources(again)).isEqualTo(withoutSources(text));
    }

    @Test
    void namesEverySource() throws IOException {
        Path file = Files.writeString(directory.resolve("smg.yaml"), "\npolicy: random\n");
        Map<String, String> environment = Map.of("SMG_HOST", "::1", "RUST_LOG", "warn");

        String text = check(List.of("--worker-urls", "http://a", "--config", file.toString()), environment);

        assertThat(text.lines())
                .contains(
                        "worker-urls:  # command line",
                        "- http://a",
                        "policy: random  # file " + file + ", line 2",
                        "host: ::1  # environment variable SMG_HOST",
                        "log-level: warn  # environment variable RUST_LOG",
                        "port: 30000  # default");
    }

    @Test
    void showsNoSecret() {
        String text = check(List.of("--worker-urls", "http://a", "--api-key", "sk-1234"), Map.of());

        assertThat(text).contains("api-key: '***'  # command line").doesNotContain("sk-1234");
    }

    @Test
    void keepsAnEmptyListThatReplacesADefault() throws IOException {
        Path file = Files.writeString(directory.resolve("smg.yaml"), "request-id-headers: []\n");

        String text = check(List.of("--worker-urls", "http://a", "--config", file.toString()), Map.of());

        assertThat(text).contains("request-id-headers: []  # file " + file + ", line 1\n");
    }

    @Test
    void leavesOutWhatNobodySet() {
        String text = check(List.of("--worker-urls", "http://a"), Map.of());

        assertThat(text).doesNotContain("api-key", "plugin-path", "model-alias", "config", "help");
    }

    private static String check(List<String> args, Map<String, String> environment) {
        return Parsing.text(Stream.concat(args.stream(), Stream.of("--check")).toList(), environment);
    }

    private static List<String> withoutSources(String text) {
        return text.lines().map(line -> line.replaceFirst("  # .*", "")).toList();
    }
}
