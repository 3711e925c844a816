package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What makes two builds of one commit give the same jar. */
class JarTest {

    static List<Path> ourJars() throws IOException {
        try (Stream<Path> modules = Files.list(Built.MODULES)) {
            return modules.filter(jar -> String.valueOf(jar.getFileName()).startsWith("smg-"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("ourJars")
    void knowsNeitherTheTimeNorThePlaceOfItsBuild(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            assertThat(jar.stream().map(ZipEntry::getLastModifiedTime).distinct())
                    .hasSize(1);
            assertThat(Objects.requireNonNull(jar.getManifest()).getMainAttributes().values().stream()
                            .map(String::valueOf))
                    .noneMatch(value ->
                            value.contains(System.getProperty("user.name")) || value.contains(Built.ROOT.toString()));
        }
    }
}
