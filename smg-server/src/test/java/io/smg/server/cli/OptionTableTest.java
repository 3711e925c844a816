package io.smg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smg.server.config.GatewayConfig;
import io.smg.server.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option that reaches the configuration: its default, its flag, its variable, its key, and a value it refuses. */
class OptionTableTest {

    private final Path directory;

    OptionTableTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private static Stream<OptionRow> rows() {
        return Stream.of(WorkerOptionRows.all(), TrafficOptionRows.all(), ListenerOptionRows.all())
                .flatMap(rows -> rows);
    }

    @Test
    void hasARowForEveryOption() {
        List<String> expected = new ArrayList<>(rows().map(OptionRow::name).toList());
        expected.addAll(List.of("config", "check", "generate", "help", "version"));

        assertThat(Options.all()).extracting(Option::name).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void hasADefault(OptionRow row) {
        assertThat(row.reading().apply(config(List.of(), Map.of()))).isEqualTo(row.byDefault());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isAFlag(OptionRow row) {
        GatewayConfig config = config(List.of("--" + row.name(), row.text()), row.beside());

        assertThat(row.reading().apply(config)).isEqualTo(row.value());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isAnEnvironmentVariable(OptionRow row) {
        GatewayConfig config = config(List.of(), with(row.beside(), row.variable(), row.text()));

        assertThat(row.reading().apply(config)).isEqualTo(row.value());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isAKeyOfTheFile(OptionRow row) throws IOException {
        Path file = file(row.name() + ": " + row.text() + "\n");

        GatewayConfig config = config(List.of("--config", file.toString()), row.beside());

        assertThat(row.reading().apply(config)).isEqualTo(row.value());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesABadValueAndSaysWhatIsAllowed(OptionRow row) {
        List<String> args = List.of("--" + row.name() + "=" + row.bad());
        String shown =
                row.name().equals("api-key") ? Secret.MASK : "'" + row.bad().replace('\0', '?') + "'";

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> config(args, Map.of()))
                .withMessageStartingWith("--" + row.name() + ": " + shown + " (command line) must be ");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void namesTheVariableThatABadValueCameFrom(OptionRow row) {
        Map<String, String> environment = Map.of(row.variable(), row.bad());

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> config(List.of(), environment))
                .withMessageContaining("(environment variable " + row.variable() + ") must be ");
    }

    /**
     * A worker and pods are given in the environment, which is weaker than a flag, where the row itself gives none. Hence
     * these rows have no default of the table's.
     */
    private static GatewayConfig config(List<String> args, Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        if (!args.contains("--config")) {
            variables.putIfAbsent("SMG_WORKER_URLS", WorkerOptionRows.WORKER);
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

    private Path file(String text) throws IOException {
        StringBuilder all = new StringBuilder(text);
        Map.of("worker-urls", WorkerOptionRows.WORKER, "service-discovery", "true", "selector", "app=engine")
                .forEach((key, value) -> {
                    if (!text.startsWith(key + ":")) {
                        all.append(key + ": " + value + "\n");
                    }
                });
        return Files.writeString(directory.resolve("smg.yaml"), all);
    }
}
