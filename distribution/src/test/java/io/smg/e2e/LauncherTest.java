package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Gateway;
import io.smg.distribution.Image;
import io.smg.distribution.Launched;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {

    private static final String VERSION = "smg " + Built.VERSION;

    private final Path directory;

    LauncherTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void followsSymbolicLinks() throws Exception {
        Files.createSymbolicLink(directory.resolve("absolute"), Built.IMAGE.launcher());
        Files.createDirectory(directory.resolve("bin"));
        Path link = Files.createSymbolicLink(directory.resolve("bin/smg"), Path.of("../absolute"));

        Finished version = Commands.run(directory, link.toString(), "--version");

        assertThat(version.out().getFirst()).startsWith(VERSION);
    }

    @Test
    void standsInDirectoryWithBlanks() throws Exception {
        Image image = Copies.of(Built.IMAGE, directory.resolve("my own  smg"));

        Finished version = Finished.of(image.run(Map.of("SMG_JAVA_OPTS", "-Xlog:aot*=info"), List.of("--version")));

        assertThat(version.status()).isZero();
        assertThat(String.join("\n", version.out())).contains(VERSION, "Using AOT-linked classes: true");
    }

    @Test
    void isFoundOnThePath() throws Exception {
        Finished version = Commands.run(
                directory, "/bin/sh", "-c", "PATH=\"$1:$PATH\"; smg --version", "sh", Built.IMAGE.home() + "/bin");

        assertThat(version.out().getFirst()).startsWith(VERSION);
    }

    @Test
    void passesEachOptionOfTheEnvironmentToTheJvm() throws Exception {
        Finished version =
                Finished.of(Built.IMAGE.run(Map.of("SMG_JAVA_OPTS", " -showversion  -Xint "), List.of("--version")));

        assertThat(version.status()).isZero();
        assertThat(version.err()).anyMatch(line -> line.contains("interpreted mode"));
    }

    @Test
    void hasTheSameOptionsOfTheJvmAsTheFileOfArguments() throws Exception {
        Path lib = Built.IMAGE.home().resolve("lib");

        assertThat(Files.readString(lib.resolve("smg.args")))
                .startsWith(Files.readString(lib.resolve("smg.options")))
                .endsWith("-XX:AOTCache=/opt/smg/lib/smg.aot\n--module io.smg.server/io.smg.server.Main\n");
    }

    @Test
    void leavesArgumentsAsTheyAre() throws Exception {
        Finished refused =
                Finished.of(Built.IMAGE.run("--policy", "b*  $HOME ~", "--worker-urls", "http://127.0.0.1:9"));

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).singleElement().asString().contains("b*  $HOME ~");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void signalsReachTheGatewayWhichEndsWithStatusZero(String signal) throws Exception {
        List<String> command = List.of(
                Built.IMAGE.launcher().toString(),
                "--port",
                "0",
                "--prometheus-port",
                "0",
                "--worker-urls",
                "http://127.0.0.1:9",
                "--shutdown-grace-period-secs",
                "1");
        try (Launched process = Launched.start(command, Map.of(), directory)) {
            Gateway.awaitListening(process);

            Commands.run(directory, "kill", "-" + signal, String.valueOf(process.pid()));

            assertThat(process.awaitExit(Duration.ofSeconds(10))).isZero();
        }
    }

    @Test
    void ignoresConfigurationThatLiesInTheWorkingDirectory() throws Exception {
        Files.writeString(directory.resolve("logging.properties"), "handlers=no.such.Handler\n.level=OFF\n");
        Files.writeString(directory.resolve("application.properties"), "not = \\uXYZ\n");
        List<String> command = List.of(
                Built.IMAGE.launcher().toString(),
                "--port",
                "0",
                "--prometheus-port",
                "0",
                "--worker-urls",
                "http://127.0.0.1:9");

        try (Launched process = Launched.start(command, Map.of(), directory)) {
            URI url = Gateway.awaitListening(process);

            assertThat(url.getPort()).isPositive();
            assertThat(process.err().lines()).noneMatch(line -> line.contains("no.such.Handler"));
        }
    }
}
