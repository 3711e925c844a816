package io.smg.server.http1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldNamesTest {

    private final FieldNames names = FieldNames.of("Host", "te", "Date");

    @Test
    void containTheirNamesInAnyCase() {
        assertThat(names.contain("host")).isTrue();
        assertThat(names.contain("TE")).isTrue();
        assertThat(names.contain("date")).isTrue();
    }

    @Test
    void containNoOthersHoweverLong() {
        assertThat(names.contain("")).isFalse();
        assertThat(names.contain("Hose")).isFalse();
        assertThat(names.contain("Hosts")).isFalse();
        assertThat(names.contain("Content-Type")).isFalse();
    }
}
