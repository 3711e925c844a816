package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Gateway;
import io.smg.distribution.Image;
import io.smg.distribution.Launched;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTest {

    @Test
    void saysItsVersionAndListsItsModules() throws Exception {
        Finished version = Finished.of(Built.IMAGE.run("--version"));

        assertThat(version.status()).isZero();
        assertThat(version.err()).isEmpty();
        assertThat(String.join("\n", version.out()))
                .startsWith("smg " + Built.VERSION)
                .contains("io.smg.server", "io.smg.policy.p2c", "io.smg.policy.random", "io.smg.policy.roundrobin");
    }

    @Test
    void holdsNeitherSimulatorNorTests() throws Exception {
        Finished modules = Commands.run(
                Built.IMAGE.home(), Built.IMAGE.home().resolve("bin/java").toString(), "--list-modules");

        assertThat(String.join("\n", modules.out()))
                .contains("io.smg.server")
                .doesNotContain("io.smg.sim", "io.smg.testkit", "junit", "assertj");
    }

    /** The bar is 80 MB; the cache has some that depends on how far its training came. */
    @Test
    void isSmall() throws Exception {
        try (Stream<Path> files = Files.walk(Built.IMAGE.home())) {
            assertThat(files.mapToLong(ImageTest::sizeOf).sum()).isLessThanOrEqualTo(81_000_000);
        }
    }

    private static long sizeOf(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? file.toFile().length()
                : 0;
    }

    @Test
    void refusesPolicyThatIsNotInstalledAndNamesThoseThatAre() throws Exception {
        Finished refused = Finished.of(Built.IMAGE.run("--policy", "psychic", "--worker-urls", "http://127.0.0.1:9"));

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .singleElement()
                .asString()
                .contains("--policy", "psychic", "power_of_two", "random", "round_robin");
    }

    @Test
    void runsFromItsArchive(@TempDir Path directory) throws Exception {
        Commands.run(directory, "tar", "-xzf", Built.ARCHIVE.toString());
        Image unpacked = new Image(directory.resolve("smg-" + Built.VERSION));

        try (Deployment deployment = Deployment.start(unpacked)) {
            assertThat(Chat.ask(deployment)).isNotBlank();
        }
        assertThat(unpacked.home().resolve("plugins")).isEmptyDirectory();
        assertThat(unpacked.aotCache()).isNotEmptyFile();
        assertThat(unpacked.home().resolve("LICENSE")).isNotEmptyFile();
    }

    @Test
    void knowsTheWorkersThatItIsGivenBeforeItListens() throws Exception {
        try (Launched gateway =
                Built.IMAGE.run("--port", "0", "--prometheus-port", "0", "--worker-urls", "http://127.0.0.1:9")) {
            Gateway.awaitListening(gateway);

            assertThat(gateway.out().lines().getFirst()).contains("worker http://127.0.0.1:9 came");
        }
    }
}
