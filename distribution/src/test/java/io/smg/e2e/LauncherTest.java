package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Gateway;
import io.smg.distribution.Image;
import io.smg.distribution.Launched;
import io.smg.testkit.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {

    private static final String VERSION = "smg " + Built.VERSION;
    private static final String KEY = "sk-on-the-command-line";

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

    @ParameterizedTest
    @ValueSource(strings = {"--api-key " + KEY, "--api-key=" + KEY})
    void keepsTheKeyOutOfTheListOfProcesses(String option) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("--enable-igw", "--port", "0", "--prometheus-port", "0", "--drain-settle-secs", "0"));
        arguments.addAll(List.of(option.split(" ")));
        try (Launched process = Built.IMAGE.run(Map.of("SMG_API_KEY", "another"), arguments)) {
            int port = Gateway.awaitListening(process).getPort();

            assertThat(commandLines()).contains("--enable-igw").doesNotContain(KEY);
            assertThat(statusOf(port, KEY)).isEqualTo(200);
            assertThat(statusOf(port, "another")).isEqualTo(401);
            assertThat(statusOf(port, "***")).isEqualTo(401);
        }
    }

    @Test
    void complainsOfAKeyAsIfItHadNotWithheldIt() throws Exception {
        Finished twice = Finished.of(Built.IMAGE.run("--enable-igw", "--api-key", "a", "--api-key=b"));
        Finished empty = Finished.of(Built.IMAGE.run("--enable-igw", "--api-key", ""));

        assertThat(twice.err()).singleElement().asString().contains("--api-key (command line) must be given once");
        assertThat(empty.err()).singleElement().asString().contains("--api-key: '' (command line) must be ");
    }

    private static String commandLines() throws IOException {
        StringBuilder all = new StringBuilder();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                all.append(commandLine(process)).append('\n');
            }
        }
        return all.toString();
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // It has ended meanwhile.
        }
    }

    private static int statusOf(int port, String key) {
        try (RawHttp client = RawHttp.connect(port)) {
            return client.send("GET /v1/models HTTP/1.1\r\nHost: a\r\nx-api-key: " + key + "\r\n\r\n")
                    .read()
                    .status();
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
