package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Launched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commit built once more, in another place, and compared with what this build has made of it; the archive too, by
 * {@code ./smgw reproduce}, which does without the AOT cache.
 */
class SecondBuildTest {

    private static final Path DISTRIBUTION = Path.of("distribution/target");

    /** The same image, and none of the checks, without which the same comes out. */
    private static final List<String> OPTIONS = List.of(
            "-Dsmg.image.modules=" + Built.IMAGE_MODULES,
            "-Dmaven.test.skip=true",
            "-Dsmg.aot.skip=true",
            "-Dcheckstyle.skip=true",
            "-Dspotless.check.skip=true",
            "-Dsort.skip=true",
            "-Djacoco.skip=true");

    @Test
    void givesTheSameFiles(@TempDir Path directory) throws Exception {
        assumeCommitted();
        Path clone = directory.resolve("elsewhere");
        Commands.run(directory, "git", "clone", "--quiet", Built.ROOT.toString(), clone.toString());

        build(clone);

        Commands.run(
                directory,
                "diff",
                "--recursive",
                "--exclude=smg.aot",
                Built.IMAGE.home().toString(),
                clone.resolve(DISTRIBUTION).resolve("smg").toString());
        for (Path jar : jarsOfOurs()) {
            assertThat(clone.resolve(jar)).hasSameBinaryContentAs(Built.ROOT.resolve(jar));
        }
    }

    private static void assumeCommitted() throws InterruptedException {
        Finished status = Finished.of(Launched.start(List.of("git", "status", "--porcelain"), Map.of(), Built.ROOT));
        if (status.status() != 0 || !status.out().isEmpty()) {
            System.err.println("SKIPPED second build: what is built here is no commit");
            Assumptions.abort("what is built here is no commit");
        }
    }

    private static void build(Path place) throws InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(place.resolve("smgw").toString(), "--quiet", "--batch-mode", "package"),
                        OPTIONS.stream())
                .toList();
        try (Launched build = Launched.start(command, Map.of(), place)) {
            int status = build.awaitExit(Duration.ofMinutes(10));
            assertThat(status).as("%s", build.out().allLines()).isZero();
        }
    }

    /** The modules that images are linked from, and what authors of plug-ins get. */
    private static List<Path> jarsOfOurs() throws IOException {
        try (Stream<Path> modules = Files.list(Built.MODULES);
                Stream<Path> files = Files.list(Built.ROOT.resolve(DISTRIBUTION))) {
            List<Path> jars = Stream.concat(modules, files)
                    .filter(file -> String.valueOf(file.getFileName()).matches("smg-.*\\.jar"))
                    .map(Built.ROOT::relativize)
                    .toList();
            assertThat(jars).hasSizeGreaterThan(10);
            return jars;
        }
    }
}
