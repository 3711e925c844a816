package io.smg.server.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorLimitTest {

    private final Path dir;

    DescriptorLimitTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @ParameterizedTest
    @CsvSource({"1024, 384", "1048576, 524160", "258, 1", "10, 1", "99999999999, 2147483647"})
    void leavesTwoDescriptorsForEachConnection(long descriptors, int connections) throws IOException {
        assertThat(DescriptorLimit.connections(limits(Long.toString(descriptors))))
                .hasValue(connections);
    }

    @Test
    void knowsNoBoundWhereThereIsNone() throws IOException {
        assertThat(DescriptorLimit.connections(limits("unlimited"))).isEmpty();
    }

    @Test
    void knowsNoBoundWhereTheSystemDoesNotSay() {
        assertThat(DescriptorLimit.connections(dir.resolve("missing"))).isEmpty();
    }

    private Path limits(String soft) throws IOException {
        return Files.writeString(dir.resolve("limits"), """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             7                    7                    processes
                Max open files            %s            1048576              files
                """.formatted(soft));
    }
}
