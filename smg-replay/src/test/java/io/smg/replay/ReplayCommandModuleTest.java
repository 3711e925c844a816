package io.smg.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.Subcommand;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ReplayCommandModuleTest {

    @Test
    void isFoundByTheServiceLoader() {
        Module module = ReplayCommand.class.getModule();
        module.addUses(Subcommand.class);

        assertThat(ServiceLoader.load(module.getLayer(), Subcommand.class))
                .extracting(Subcommand::name)
                .containsExactly("replay");
    }
}
