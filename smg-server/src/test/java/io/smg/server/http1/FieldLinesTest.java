package io.smg.server.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldLinesTest {

    @Test
    void readsFieldsInOrder() {
        Fields fields = parse("Host: a\r\nAccept:*/*\nX-Empty:\r\nx_under:  \t b c \t\r\n");

        assertThat(fields)
                .containsExactly(
                        new Field("Host", "a"),
                        new Field("Accept", "*/*"),
                        new Field("X-Empty", ""),
                        new Field("x_under", "b c"));
    }

    @Test
    void keepsBytesOfTheUpperHalf() {
        Fields fields = parse("X: \u00e9\u0080\u00ff\r\n");

        assertThat(fields.first("X")).contains("\u00e9\u0080\u00ff");
    }

    @Test
    void readsOnlyItsPartOfTheBytes() {
        byte[] bytes = "skipped\r\nA: b\r\nC: d\r\n".getBytes(ISO_8859_1);

        assertThat(FieldLines.parse(bytes, 9, 15, 10)).containsExactly(new Field("A", "b"));
    }

    @Test
    void findsNoFieldsInNothing() {
        assertThat(parse("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no colon\r\n",
                "nocolon\r\n",
                ": no name\r\n",
                "Host : blank before the colon\r\n",
                "A: b\r\n continued\r\n",
                "A: b\r\n\tcontinued\r\n",
                "N\u00e4me: x\r\n",
                "A: b\0c\r\n",
                "A: b\u007f\r\n",
                "A: b\rc\r\n",
                "\r\n",
                "A: without an end"
            })
    void refusesWhatIsNoField(String lines) {
        assertThatExceptionOfType(MalformedHeadException.class)
                .isThrownBy(() -> parse(lines))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(MalformedHeadException.Reason.SYNTAX));
    }

    @Test
    void refusesMoreFieldsThanAllowed() {
        byte[] bytes = "A: 1\r\nB: 2\r\nC: 3\r\n".getBytes(ISO_8859_1);

        assertThat(FieldLines.parse(bytes, 0, bytes.length, 3)).hasSize(3);
        assertThatExceptionOfType(MalformedHeadException.class)
                .isThrownBy(() -> FieldLines.parse(bytes, 0, bytes.length, 2))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(MalformedHeadException.Reason.TOO_LARGE));
    }

    private static Fields parse(String lines) {
        byte[] bytes = lines.getBytes(ISO_8859_1);
        return FieldLines.parse(bytes, 0, bytes.length, 100);
    }
}
