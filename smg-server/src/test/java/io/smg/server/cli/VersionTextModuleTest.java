package io.smg.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTextModuleTest {

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void namesTheVersionAndTheModules(String flag) {
        String text = Parsing.text(List.of(flag), Map.of());

        assertThat(text.lines()).first().asString().matches("smg [0-9]+\\.[0-9]+\\.[0-9]+.*");
        assertThat(text.lines().skip(1)).contains("io.smg.api", "io.smg.server").isSorted();
    }
}
