package io.smg.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void keepsWhatIsPrintable() {
        assertThat(Excerpt.of("Llama-3 \u20ac \ud83d\ude00")).isEqualTo("Llama-3 \u20ac \ud83d\ude00");
    }

    @Test
    void replacesWhatCouldForgeALine() {
        assertThat(Excerpt.of("a\nb\r\u2028\u0000\u202e\ud800c")).isEqualTo("a?b?????c");
    }

    @Test
    void endsAfter256Characters() {
        assertThat(Excerpt.of("x".repeat(300))).hasSize(256);
    }
}
