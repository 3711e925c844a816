package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import io.smg.distribution.Image;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy of the README, compiled against smg-api alone and put beside the image. */
class PluginTest {

    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String PROVIDER = "com.example.session.SessionPolicyProvider";

    private final Path directory;
    private final Path sources;
    private final Path classes;

    PluginTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.sources = Files.createDirectory(directory.resolve("src"));
        this.classes = Files.createDirectory(directory.resolve("classes"));
    }

    @BeforeEach
    void unfoldReadme() throws Exception {
        List<String> blocks = JAVA_BLOCK
                .matcher(Files.readString(Built.ROOT.resolve("README.md")))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
        Files.writeString(sources.resolve("SessionPolicyProvider.java"), blocks.get(0));
        Files.writeString(sources.resolve("module-info.java"), blocks.get(1));
    }

    @Test
    void namedModuleInThePluginsOfTheImageRoutes() throws Exception {
        Image image = Copies.of(Built.IMAGE, directory.resolve("smg"));
        compile("--module-path");
        jar(image.home().resolve("plugins/session.jar"));

        try (Deployment deployment = Deployment.start(image, "--policy", "session")) {
            assertSessionsStay(deployment);
        }
    }

    @Test
    void plainJarInDirectoryOfTheCommandLineRoutes() throws Exception {
        Files.delete(sources.resolve("module-info.java"));
        compile("--class-path");
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve("io.smg.api.RoutingPolicyProvider"), PROVIDER + "\n");
        Path plugins = Files.createDirectory(directory.resolve("more plugins"));
        jar(plugins.resolve("session-policy.jar"));

        try (Deployment deployment = Deployment.start("--plugin-path", plugins.toString(), "--policy", "session")) {
            assertSessionsStay(deployment);
        }
    }

    @Test
    void jarThatIsNoneIsNamedAndNothingStarts() throws Exception {
        Path plugins = Files.createDirectory(directory.resolve("plugins"));
        Files.writeString(plugins.resolve("broken-one.jar"), "this is not a zip file");

        Finished refused = Finished.of(
                Built.IMAGE.run("--plugin-path", plugins.toString(), "--worker-urls", "http://127.0.0.1:9"));

        assertThat(refused.status()).isPositive();
        assertThat(refused.err()).singleElement().asString().contains("broken-one.jar");
    }

    private void compile(String pathOption) throws Exception {
        String api = Built.MODULES.resolve("smg-api-" + Built.VERSION + ".jar").toString();
        List<String> command = new ArrayList<>(
                List.of(Commands.jdk("javac"), "-Xlint:all", "-Werror", pathOption, api, "-d", classes.toString()));
        try (Stream<Path> files = Files.list(sources)) {
            files.map(Path::toString).forEach(command::add);
        }
        Commands.run(directory, command.toArray(String[]::new));
    }

    private void jar(Path file) throws InterruptedException {
        Commands.run(directory, Commands.jdk("jar"), "-c", "-f", file.toString(), "-C", classes.toString(), ".");
    }

    private static void assertSessionsStay(Deployment deployment) throws Exception {
        List<String> sessions =
                IntStream.range(0, 16).mapToObj(i -> "user-" + (char) ('a' + i)).toList();
        OpenAIClient client = Chat.client(deployment.url(), "none");
        for (int round = 0; round < 3; round++) {
            for (String session : sessions) {
                client.chat()
                        .completions()
                        .create(Chat.question(Deployment.MODEL)
                                .putAdditionalHeader("x-session-id", session)
                                .build());
            }
        }
        client.close();

        List<List<String>> homes = new ArrayList<>();
        for (URI engine : deployment.engines().urls()) {
            String requests = requestsSeenBy(engine);
            homes.add(sessions.stream().filter(requests::contains).toList());
        }
        assertThat(homes).noneMatch(List::isEmpty);
        assertThat(homes.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(sessions);
    }

    private static String requestsSeenBy(URI engine) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(engine.resolve("/sim/requests")).build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }
}
