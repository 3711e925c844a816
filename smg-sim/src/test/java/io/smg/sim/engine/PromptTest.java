package io.smg.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PromptTest {

    private static final int BLOCK = 2;

    @Test
    void hasTokenForEachFourBytesBegun() {
        assertThat(prompt("123456789").tokens()).isEqualTo(3);
    }

    @Test
    void hasOnlyFullBlocks() {
        assertThat(prompt("12345678-1234567").blocks()).hasSize(2);
        assertThat(prompt("12345678-123456").blocks()).hasSize(1);
    }

    @Test
    void sharesBlocksUpToTheFirstDifference() {
        Prompt one = prompt("same-one" + "differs!" + "same-two");
        Prompt other = prompt("same-one" + "differs?" + "same-two");

        assertThat(one.blocks()[0]).isEqualTo(other.blocks()[0]);
        assertThat(one.blocks()[1]).isNotEqualTo(other.blocks()[1]);
        assertThat(one.blocks()[2]).isNotEqualTo(other.blocks()[2]);
    }

    private static Prompt prompt(String text) {
        return Prompt.of(text.getBytes(StandardCharsets.UTF_8), BLOCK);
    }
}
