package io.smg.server.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smg.server.http1.MalformedHeadException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusLineTest {

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK\r\n', 1, 200, OK",
        "'HTTP/1.0 404 Not Found\n', 0, 404, Not Found",
        "'HTTP/1.1 200\r\n', 1, 200, ''",
        "'HTTP/1.1 200\n', 1, 200, ''",
        "'HTTP/1.1 200 \r\n', 1, 200, ''",
        "'HTTP/1.1 599 gr\u00fcn\r\n', 1, 599, gr\u00fcn",
        "'HTTP/1.9 100 Continue\r\n', 9, 100, Continue"
    })
    void readsTheFirstLine(String line, int minor, int code, String reason) {
        StatusLine status = parse(line);

        assertThat(status).isEqualTo(new StatusLine(minor, code, reason, line.length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "HTTP/1.1\r\n",
                "HTTP/1.1 20\r\n",
                "HTTP/1.1 2000\r\n",
                "HTTP/1.1  200 OK\r\n",
                "HTTP/1.1\t200 OK\r\n",
                "HTTP/1.1 099 Low\r\n",
                "HTTP/1.1 600 High\r\n",
                "HTTP/1.1 -20 OK\r\n",
                "HTTP/1.1 2x0 OK\r\n",
                "HTTP/1.x 200 OK\r\n",
                "HTTP/2 200 OK and more\r\n",
                "http/1.1 200 OK\r\n",
                "ICY 200 OK and more\r\n",
                "HTTP/1.1 200 O\0K\r\n",
                "HTTP/1.1 200 O\rK\r\n"
            })
    void refusesAnythingElse(String line) {
        assertThatExceptionOfType(MalformedHeadException.class).isThrownBy(() -> parse(line));
    }

    private static StatusLine parse(String line) {
        byte[] bytes = line.getBytes(ISO_8859_1);
        return StatusLine.parse(bytes, 0, bytes.length);
    }
}
