package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Image;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image that was linked with one policy only. */
class ModuleSelectionTest {

    private static Image image = Built.IMAGE;

    @BeforeAll
    static void linkImageWithOnePolicy(@TempDir Path directory) throws Exception {
        image = new Image(directory.resolve("smg"));
        Commands.run(
                directory,
                Commands.jdk("jlink"),
                "--module-path",
                Built.MODULES.toString(),
                "--add-modules",
                "io.smg.server,io.helidon.logging.jul,io.smg.policy.random",
                "--output",
                image.home().toString());
        Files.copy(Built.IMAGE.launcher(), image.launcher());
        Files.copy(Built.IMAGE.home().resolve("lib/smg.options"), image.home().resolve("lib/smg.options"));
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
}
