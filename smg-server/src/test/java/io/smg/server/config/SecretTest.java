package io.smg.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

    private static final Secret KEY = Secret.parse("sk-1234").orElseThrow();

    @Test
    void isNeverShown() {
        String shown = new ListenerConfig(
                        "localhost", 0, 1, List.of(new ApiKey("k", KEY)), List.of(), EdgeConfig.DEFAULT)
                .toString();

        assertThat(shown).contains("***").doesNotContain("sk-1234");
    }

    @Test
    void matchesItsOwnTextOnly() {
        assertThat(KEY.matches("sk-1234")).isTrue();
        assertThat(KEY.matches("sk-1235")).isFalse();
        assertThat(KEY.matches("sk-123")).isFalse();
        assertThat(KEY.matches("")).isFalse();
        assertThat(KEY.matches("***")).isFalse();
    }

    @Test
    void equalsAnotherOfTheSameText() {
        Secret same = Secret.parse("sk-1234").orElseThrow();
        Secret other = Secret.parse("sk-1235").orElseThrow();

        assertThat(KEY).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "k\u00e9y", "\u0000"})
    void isPrintableAsciiWithoutBlanks(String text) {
        assertThat(Secret.parse(text)).isEmpty();
    }
}
