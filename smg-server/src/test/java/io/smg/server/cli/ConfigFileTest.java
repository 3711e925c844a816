package io.smg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smg.server.config.GatewayConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {

    private final Path file;

    ConfigFileTest(@TempDir Path directory) {
        this.file = directory.resolve("smg.yaml");
    }

    @Test
    void readsValuesAndListsInEitherForm() {
        write("""
                # a gateway
                worker-urls:
                  - http://a
                  - "http://b"
                policy-option: [x=1, 'y=2']
                model-alias: one=two
                """);

        GatewayConfig config = Parsing.config(List.of("--config", file.toString()), Map.of());

        assertThat(config.workerUrls()).containsExactly(URI.create("http://a"), URI.create("http://b"));
        assertThat(config.policy().options()).containsOnly(Map.entry("x", "1"), Map.entry("y", "2"));
        assertThat(config.modelAliases()).containsOnly(Map.entry("one", "two"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123", "1e10", "2024-01-01", "12_345", "true", "190:20:30", "0x1F"})
    void takesAValueAsItStandsInTheFile(String key) {
        GatewayConfig config = config("api-key: " + key + "\n");

        assertThat(config.listener().apiKeys())
                .singleElement()
                .satisfies(secret -> assertThat(secret.secret().matches(key)).isTrue());
    }

    @Test
    void replacesNothingInAValue() {
        GatewayConfig config = config("api-key: ${HOME}$1\n");

        assertThat(config.listener().apiKeys()).singleElement().satisfies(secret -> assertThat(
                        secret.secret().matches("${HOME}$1"))
                .isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "---\n", "port:\nhost: ~\npolicy: ''\nplugin-path:\n"})
    void takesAnEmptyValueForNone(String text) {
        assertThat(config(text)).isEqualTo(config("port: 30000\n"));
    }

    @Test
    void takesAnEmptyListForOne() {
        GatewayConfig config = config("request-id-headers: []\n");

        assertThat(config.listener().requestIdHeaders()).isEmpty();
    }

    @Test
    void namesTheLineOfABadValue() {
        assertRefused(
                "host: a\nport: many\n",
                "--port: 'many' (file " + file + ", line 2) must be a whole number from 0 to 65535");
    }

    @Test
    void namesTheLineOfAnUnknownKey() {
        assertRefused(
                "\nworker_urls: [http://a]\n",
                "worker_urls (file " + file + ", line 2): unknown key; did you mean worker-urls?");
        assertRefused("speed: 9\n", "speed (file " + file + ", line 1): unknown key; see --help");
        assertRefused("? [a]\n: 1\n", "a key that is not text (file " + file + ", line 1): unknown key; see --help");
    }

    @Test
    void refusesAKeyTwice() {
        assertRefused("port: 1\nport: 2\n", "port (file " + file + ", line 2) must be given once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "check"})
    void refusesWhatIsForTheCommandLine(String key) {
        assertRefused(key + ": true\n", key + " (file " + file + ", line 1) cannot be set in a file");
    }

    @Test
    void refusesAListWhereOneValueBelongs() {
        assertRefused(
                "port: [1, 2]\n", "port (file " + file + ", line 1) must be one value, a whole number from 0 to 65535");
        assertRefused(
                "policy: {name: random}\n",
                "policy (file " + file + ", line 1) must be one value, the name of an installed policy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{x: 1}", "[[x=1]]", "[{x: 1}]"})
    void refusesWhatIsNoListOfValues(String value) {
        assertRefused(
                "policy-option: " + value + "\n",
                "policy-option (file " + file
                        + ", line 1) must be a list of values, each KEY=VALUE, neither of them empty");
    }

    @Test
    void refusesAnEmptyElement() {
        assertRefused(
                "policy-option: [a=1, ]\nmodel-alias:\n-\n",
                "--model-alias: '' (file " + file + ", line 2) must be ALIAS=MODEL, neither of them empty");
    }

    @Test
    void refusesAFileOfAnotherForm() {
        assertRefused(
                "- port\n",
                "--config: '" + file
                        + "' (command line) must be a YAML file, but it must have the form 'long-name: value', one a line");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host: a\napi-key: 'sk-hidden\n",
                "host: a\napi-key: *sk-hidden\n",
                "host: a\n\tapi-key: sk-hidden\n"
            })
    void saysWhereAFileIsBrokenAndNeverWhatItSays(String text) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> config(text))
                .withMessageStartingWith("--config: '" + file + "' (command line) must be a YAML file, but line ")
                .withMessageNotContaining("hidden");
    }

    @Test
    void refusesSeveralDocuments() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> config("port: 1\n---\nport: 2\n"))
                .withMessageContaining("must be a YAML file");
    }

    @Test
    void refusesControlCharacters() {
        assertRefused(
                "host: a\u0001\n", "--config: '" + file + "' (command line) must be a YAML file, but it is not YAML");
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Parsing.config(List.of(), Map.of("SMG_CONFIG", file.toString())))
                .withMessage("--config: '" + file
                        + "' (environment variable SMG_CONFIG) must be a YAML file, but there is no such file");
    }

    private GatewayConfig config(String text) {
        write(text);
        return Parsing.config(List.of("--config", file.toString()), Map.of("SMG_WORKER_URLS", "http://a"));
    }

    private void assertRefused(String text, String message) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> config(text))
                .withMessage(message);
    }

    private void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
