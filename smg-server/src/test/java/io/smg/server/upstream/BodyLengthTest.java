package io.smg.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smg.server.http1.AnswerHead;
import io.smg.server.http1.Field;
import io.smg.server.http1.Fields;
import io.smg.server.http1.MalformedHeadException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyLengthTest {

    @ParameterizedTest
    @CsvSource({
        "GET, 200, 'Content-Length=5', LENGTH, 5",
        "POST, 500, 'content-length=0', LENGTH, 0",
        "GET, 200, 'Content-Length=9223372036854775807', LENGTH, 9223372036854775807",
        "GET, 200, 'Content-Length=7|Content-Length=7', LENGTH, 7",
        "GET, 200, 'Transfer-Encoding=Chunked', CHUNKED, 0",
        "GET, 200, '', UNTIL_CLOSE, 0",
        "HEAD, 200, 'Content-Length=5', NONE, 0",
        "HEAD, 200, 'Transfer-Encoding=chunked', NONE, 0",
        "GET, 204, '', NONE, 0",
        "GET, 304, 'Content-Length=5', NONE, 0"
    })
    void tellsWhereABodyEnds(String method, int status, String fields, Framing framing, long bytes) {
        assertThat(of(method, status, fields)).isEqualTo(new BodyLength(framing, bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length=-1",
                "Content-Length=+1",
                "Content-Length=",
                "Content-Length=1x",
                "Content-Length=0x10",
                "Content-Length=1 2",
                "Content-Length=1:2",
                "Content-Length=9223372036854775808",
                "Content-Length=99999999999999999999999",
                "Content-Length=5, 5",
                "Content-Length=5|Content-Length=6",
                "Content-Length=5|Transfer-Encoding=chunked",
                "Transfer-Encoding=gzip",
                "Transfer-Encoding=identity",
                "Transfer-Encoding=gzip, chunked",
                "Transfer-Encoding=chunked, chunked",
                "Transfer-Encoding=chunked|Transfer-Encoding=chunked",
                "Transfer-Encoding="
            })
    void refusesAHeadThatLeavesADoubt(String fields) {
        assertThatExceptionOfType(MalformedHeadException.class).isThrownBy(() -> of("GET", 200, fields));
    }

    @Test
    void refusesItForAnswersWithoutABodyToo() {
        assertThatExceptionOfType(MalformedHeadException.class)
                .isThrownBy(() -> of("HEAD", 200, "Content-Length=1|Content-Length=2"));
    }

    private static BodyLength of(String method, int status, String fields) {
        List<Field> list = new ArrayList<>(List.of(new Field("X", "Content-Length")));
        for (String field : fields.split("\\|", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                list.add(new Field(field.substring(0, equals), field.substring(equals + 1)));
            }
        }
        return BodyLength.of(method, new AnswerHead(status, "", Fields.of(list)));
    }
}
