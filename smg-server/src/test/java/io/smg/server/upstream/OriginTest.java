package io.smg.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "http://worker, false, worker,      80,   worker,           ''",
        "http://worker/, false, worker,      80,   worker,           ''",
        "HTTP://worker:80, false, worker,      80,   worker,           ''",
        "http://worker:, false, worker,      80,   worker,           ''",
        "http://10.0.0.1:8000/base/, false, 10.0.0.1,    8000, 10.0.0.1:8000,    /base",
        "http://[::1]:9000/a%2Fb, false, ::1,         9000, [::1]:9000,       /a%2Fb",
        "http://[::1], false, ::1,         80,   [::1],            ''",
        "http://llm_worker:8000, false, llm_worker,  8000, llm_worker:8000,  ''",
        "https://worker, true, worker,      443,  worker,           ''",
        "https://worker:80, true, worker,      80,   worker:80,        ''"
    })
    void readsAUrl(URI url, boolean tls, String host, int port, String hostHeader, String basePath) {
        assertThat(Origin.of(url)).isEqualTo(new Origin(tls, host, port, hostHeader, basePath));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://worker",
                "worker:8000",
                "/path",
                "http:///path",
                "http://:8000",
                "http://user@worker",
                "http://worker?q",
                "http://worker#f",
                "http://worker:0",
                "http://worker:65536",
                "http://worker:123456",
                "http://worker:8x"
            })
    void refusesAnythingElse(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> Origin.of(URI.create(url)));
    }
}
