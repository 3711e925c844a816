package io.smg.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnNamespaceTest {

    private final Path directory;

    OwnNamespaceTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void isThatOfTheServiceAccount() throws IOException {
        Path file = Files.writeString(directory.resolve("namespace"), "inference\n");

        assertThat(OwnNamespace.of(file, "context")).isEqualTo("inference");
    }

    @Test
    void isThatOfTheKubeconfigWithoutAServiceAccount() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty"), "\n");

        assertThat(OwnNamespace.of(empty, "context")).isEqualTo("context");
        assertThat(OwnNamespace.of(directory.resolve("missing"), "context")).isEqualTo("context");
        assertThat(OwnNamespace.of("context")).isEqualTo("context");
    }

    @Test
    void isTheDefaultOneWhereNobodySaysAnything() {
        Path missing = directory.resolve("missing");

        assertThat(OwnNamespace.of(missing, null)).isEqualTo("default");
        assertThat(OwnNamespace.of(missing, " ")).isEqualTo("default");
    }
}
