package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Image;
import io.smg.distribution.Launched;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AotCacheTest {

    private final Path directory;

    AotCacheTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void isUsed() throws Exception {
        Finished version =
                Finished.of(Built.IMAGE.run(Map.of("SMG_JAVA_OPTS", "-Xlog:aot*=info"), List.of("--version")));

        assertThat(String.join("\n", version.out()))
                .contains("Using AOT-linked classes: true", "full module graph: enabled");
    }

    @Test
    void hasLibrariesInItToo() throws Exception {
        Finished version =
                Finished.of(Built.IMAGE.run(Map.of("SMG_JAVA_OPTS", "-Xlog:class+load"), List.of("--version")));

        assertThat(version.out()).anyMatch(line -> line.contains(" picocli."));
        assertThat(version.out()).noneMatch(line -> line.contains(" picocli.") && line.contains("source: jrt:"));
    }

    static Stream<Named<UnaryOperator<byte[]>>> staleCaches() {
        return Stream.of(
                Named.of("empty", cache -> new byte[0]),
                Named.of("cut off", cache -> Arrays.copyOf(cache, cache.length / 2)),
                Named.of("of another JVM", AotCacheTest::withAnotherHead),
                Named.of("no cache at all", cache -> new byte[cache.length]));
    }

    private static byte[] withAnotherHead(byte[] cache) {
        byte[] other = cache.clone();
        Arrays.fill(other, 64, 1024, (byte) 'x');
        return other;
    }

    @ParameterizedTest
    @MethodSource("staleCaches")
    void isPassedOverInSilenceWhenItDoesNotFit(UnaryOperator<byte[]> change) throws Exception {
        Finished fresh = Finished.of(Built.IMAGE.run("--version"));
        Image image = Copies.of(Built.IMAGE, directory.resolve("smg"));
        byte[] stale = change.apply(Files.readAllBytes(image.aotCache()));
        Files.delete(image.aotCache());
        Files.write(image.aotCache(), stale);

        Finished version = Finished.of(image.run("--version"));

        assertThat(version).isEqualTo(fresh);
        assertThat(version.status()).isZero();
    }

    @Test
    void isSpokenOfWhenItDoesNotFitAndTheGatewayRuns() throws Exception {
        Image image = Copies.of(Built.IMAGE, directory.resolve("smg"));
        byte[] stale = withAnotherHead(Files.readAllBytes(image.aotCache()));
        Files.delete(image.aotCache());
        Files.write(image.aotCache(), stale);

        try (Launched process = image.run("--enable-igw", "--port", "0", "--prometheus-port", "0")) {
            Matcher line = process.awaitLine(Pattern.compile("WARN.* (\\S+) does not fit this JVM .* is not used"));

            assertThat(line.group(1)).isEqualTo(image.aotCache().toRealPath().toString());
        }
    }

    @Test
    void isNotNeeded() throws Exception {
        Image image = Copies.of(Built.IMAGE, directory.resolve("smg"));
        Files.delete(image.aotCache());

        Finished version = Finished.of(image.run("--version"));

        assertThat(version).isEqualTo(Finished.of(Built.IMAGE.run("--version")));
    }
}
