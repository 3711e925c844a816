package io.smg.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorsTest {

    private final Path dir;

    DescriptorsTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void areLimitedByTheSoftLimit() throws IOException {
        assertThat(Descriptors.limit(limits("1024"))).hasValue(1024);
    }

    @Test
    void areNotLimitedWhereTheSystemSetsNoLimit() throws IOException {
        assertThat(Descriptors.limit(limits("unlimited"))).isEmpty();
    }

    @Test
    void areNotLimitedWhereTheSystemDoesNotSay() {
        assertThat(Descriptors.limit(dir.resolve("missing"))).isEmpty();
    }

    private Path limits(String soft) throws IOException {
        return Files.writeString(dir.resolve("limits"), """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             7                    7                    processes
                Max open files            %s            1048576              files
                """.formatted(soft));
    }
}
