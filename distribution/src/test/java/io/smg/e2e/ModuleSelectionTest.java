package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smg.distribution.Image;
import io.smg.distribution.ImageBuild;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image that was linked with one policy only, and with a module of the JDK that only a plug-in requires. */
class ModuleSelectionTest {

    private static Image image = Built.IMAGE;

    @BeforeAll
    static void linkImageWithOnePolicy(@TempDir Path directory) throws Exception {
        image = new Image(directory.resolve("smg"));
        ImageBuild.make(Built.ROOT, image, "io.smg.policy.random,java.net.http");
    }

    @Test
    void refusesModuleThatIsNotThereAndNamesThoseThatAre(@TempDir Path directory) {
        Image nothing = new Image(directory.resolve("smg"));

        assertThatThrownBy(() -> ImageBuild.make(Built.ROOT, nothing, "io.smg.policy.random, io.smg.policy.psychic"))
                .hasMessage(
                        "smg.image.modules: there is no module io.smg.policy.psychic; there are io.smg.api, io.smg.k8s,"
                                + " io.smg.policy.cacheaware, io.smg.policy.p2c, io.smg.policy.random, io.smg.policy.roundrobin,"
                                + " io.smg.replay, and those that java --list-modules shows");
        assertThat(nothing.home()).doesNotExist();
    }

    @Test
    void listsThatPolicyAlone() throws Exception {
        Finished version = Finished.of(image.run("--version"));

        assertThat(String.join("\n", version.out()))
                .contains("io.smg.policy.random")
                .doesNotContain("io.smg.policy.roundrobin", "io.smg.policy.p2c");
    }

    @Test
    void refusesOtherPoliciesByName() throws Exception {
        Finished refused = Finished.of(image.run("--policy", "round_robin", "--worker-urls", "http://127.0.0.1:9"));

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .singleElement()
                .asString()
                .contains("round_robin", "random")
                .doesNotContain("power_of_two");
    }

    @Test
    void routesByIt() throws Exception {
        try (Deployment deployment = Deployment.start(image, "--policy", "random")) {
            assertThat(Chat.ask(deployment)).isNotBlank();
        }
    }

    @Test
    void hasTheModuleThatAPluginRequires(@TempDir Path directory) throws Exception {
        Path plugin = pluginThatRequires("java.net.http", directory);

        Finished checked = Finished.of(image.run(
                "--plugin-path",
                plugin.toString(),
                "--policy",
                "session",
                "--worker-urls",
                "http://127.0.0.1:9",
                "--check"));

        assertThat(checked.err()).isEmpty();
        assertThat(checked.status()).isZero();
    }

    @Test
    void otherImagesNameTheModuleThatTheyLack(@TempDir Path directory) throws Exception {
        Path plugin = pluginThatRequires("java.net.http", directory);

        Finished refused = Finished.of(Built.IMAGE.run(
                "--plugin-path", plugin.toString(), "--policy", "session", "--worker-urls", "http://127.0.0.1:9"));

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .singleElement()
                .asString()
                .contains("session.jar: Module java.net.http not found, required by com.example.session");
    }

    private static Path pluginThatRequires(String module, Path directory) throws Exception {
        Path sources = Files.createDirectory(directory.resolve("src"));
        Path classes = directory.resolve("classes");
        Path plugins = Files.createDirectory(directory.resolve("plugins"));
        Path example = Built.ROOT.resolve("docs/examples/policy/src/main/java");
        Path provider = example.resolve("com/example/session/SessionPolicyProvider.java");
        Path descriptor = Files.writeString(
                sources.resolve("module-info.java"),
                Files.readString(example.resolve("module-info.java"))
                        .replace("requires io.smg.api;", "requires io.smg.api; requires " + module + ";"));
        Commands.run(
                directory,
                Commands.jdk("javac"),
                "-p",
                Built.MODULES.resolve("smg-api-" + Built.VERSION + ".jar").toString(),
                "-d",
                classes.toString(),
                descriptor.toString(),
                provider.toString());
        Commands.run(
                directory,
                Commands.jdk("jar"),
                "-cf",
                plugins.resolve("session.jar").toString(),
                "-C",
                classes.toString(),
                ".");
        return plugins;
    }
}
