package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import io.smg.distribution.Image;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policy of docs/examples/policy, which this build has made as the project that it is, put beside the image. */
class PluginTest {

    private static final Path EXAMPLE = Built.ROOT.resolve("docs/examples/policy");
    private static final Path SOURCES = EXAMPLE.resolve("src/main/java");
    private static final Path PROVIDER = SOURCES.resolve("com/example/session/SessionPolicyProvider.java");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private final Path directory;

    PluginTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void namedModuleInThePluginsOfTheImageRoutes() throws Exception {
        Image image = Copies.of(Built.IMAGE, directory.resolve("smg"));
        Files.copy(
                EXAMPLE.resolve("target/session-policy-1.0.jar"), image.home().resolve("plugins/session.jar"));

        try (Deployment deployment = Deployment.start(image, "--policy", "session")) {
            assertSessionsStay(deployment);
        }
    }

    @Test
    void plainJarInDirectoryOfTheCommandLineRoutes() throws Exception {
        Path plugins = Files.createDirectory(directory.resolve("more plugins"));
        makePlainJar(plugins.resolve("session-policy.jar"));

        try (Deployment deployment = Deployment.start("--plugin-path", plugins.toString(), "--policy", "session")) {
            assertSessionsStay(deployment);
        }
    }

    @Test
    void isTheOneOfTheReadme() throws Exception {
        List<String> blocks = JAVA_BLOCK
                .matcher(Files.readString(Built.ROOT.resolve("README.md")))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();

        assertThat(blocks)
                .containsExactly(Files.readString(PROVIDER), Files.readString(SOURCES.resolve("module-info.java")));
    }

    @Test
    void guideListsTheModulesOfTheJdkThatThereAre() throws Exception {
        String guide = Files.readString(Built.ROOT.resolve("docs/plugins.md")).replaceAll("\\s+", " ");
        String usual = part(guide, "Of the JDK it has (.*?); with Kubernetes");
        String more = part(guide, "; with Kubernetes also (.*?)`bin/java");

        assertThat(modules(usual)).containsExactlyInAnyOrderElementsOf(ofTheJdk(Built.IMAGE));
        assertThat(modules(usual + more)).containsExactlyInAnyOrderElementsOf(ofTheJdk(Built.KUBERNETES_IMAGE));
    }

    private static String part(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static List<String> modules(String text) {
        return Pattern.compile("`([a-z.]+)`")
                .matcher(text)
                .results()
                .map((MatchResult module) -> module.group(1))
                .toList();
    }

    private List<String> ofTheJdk(Image image) throws InterruptedException {
        String java = image.home().resolve("bin/java").toString();
        return Commands.run(directory, java, "--list-modules").out().stream()
                .filter(line -> line.matches("(java|jdk)\\..*"))
                .map(line -> line.replaceFirst("@.*", ""))
                .toList();
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

    /** As the README does it with the JDK alone, but without a module descriptor. */
    private void makePlainJar(Path file) throws Exception {
        String classes = directory.resolve("classes").toString();
        Path services = Files.createDirectories(Path.of(classes, "META-INF/services"));
        Files.writeString(
                services.resolve("io.smg.api.RoutingPolicyProvider"), "com.example.session.SessionPolicyProvider\n");
        String api = Built.MODULES.resolve("smg-api-" + Built.VERSION + ".jar").toString();
        Commands.run(directory, Commands.jdk("javac"), "-cp", api, "-d", classes, PROVIDER.toString());
        Commands.run(directory, Commands.jdk("jar"), "-c", "-f", file.toString(), "-C", classes, ".");
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
