package io.smg.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

    @Test
    void areNumbersWithCommasBetweenThem() {
        assertThat(Ports.parse("1"))
                .hasValueSatisfying(ports -> assertThat(ports).containsExactly(1));
        assertThat(Ports.parse(" 8000 ,65535"))
                .hasValueSatisfying(ports -> assertThat(ports).containsExactly(8000, 65535));
    }

    @Test
    void areTakenOnce() {
        assertThat(Ports.parse("2,1,2"))
                .hasValueSatisfying(ports -> assertThat(ports).containsExactly(2, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "1,", "0", "65536", "-1", "+1", "1 2", "000001", "one", "٣", "99999999999"})
    void areNoneIfOneOfThemIsNone(String text) {
        assertThat(Ports.parse(text)).isEmpty();
    }
}
