package io.smg.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {

    @ParameterizedTest
    @CsvSource({
        "localhost, localhost",
        "0.0.0.0, 0.0.0.0",
        "gateway.example.com., gateway.example.com.",
        "::, ::",
        "::1, ::1",
        "[::1], ::1"
    })
    void readsAddressesAndNames(String text, String expected) {
        assertThat(HostName.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a:80",
                "[::1]:80",
                "[a]",
                "[127.0.0.1]",
                "[",
                ":",
                ":::",
                "http://a",
                "a/b",
                "a..b",
                "*"
            })
    void refusesEverythingElse(String text) {
        assertThat(HostName.parse(text)).isEmpty();
    }
}
