package io.smg.server.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkFramingTest {

    private final ChunkFraming framing = new ChunkFraming();

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "a, 10",
        "1F, 31",
        "00000000000000ff, 255",
        "7fffffffffffffff, 9223372036854775807",
        "5;name=value, 5",
        "5 \t;x, 5"
    })
    void readsAChunksSize(String line, long size) throws ProtocolException {
        accept(line + "\r\n");

        assertThat(framing.dataLeft()).isEqualTo(size);
        assertThat(framing.ended()).isFalse();
    }

    @Test
    void passesBlanksBehindASize() throws ProtocolException {
        accept("5  \r\n");

        assertThat(framing.dataLeft()).isEqualTo(5);
    }

    @Test
    void goesFromChunkToChunk() throws ProtocolException {
        accept("2\r\n");
        framing.took(2);
        accept("\r\n");
        accept("3\r\n");

        assertThat(framing.dataLeft()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0\r\n\r\n", "000;x\r\n\r\n", "0\r\nTrailer: x\r\nOther: y\r\n\r\n"})
    void endsBehindTheLastChunkAndItsTrailers(String end) throws ProtocolException {
        accept(end.substring(0, end.length() - 1));
        boolean before = framing.ended();
        accept("\n");

        assertThat(before).isFalse();
        assertThat(framing.ended()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> accept("x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "\n",
                "-1\r\n",
                "+1\r\n",
                "0x1\r\n",
                "g\r\n",
                " 1\r\n",
                ";x\r\n",
                "1 2\r\n",
                "1\n",
                "1\rx",
                "1;a\n",
                "1;a\rx",
                "\u0661\r\n",
                "\u00b9\r\n",
                "8000000000000000\r\n",
                "00000000000000001\r\n",
                "0\r\nT: x\n",
                "0\r\n\rx",
                "0\r\nT\rx"
            })
    void refusesBrokenFraming(String bytes) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> accept(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\n", "\n", "\rx"})
    void refusesDataThatDoesNotEndWhereItShould(String end) throws ProtocolException {
        accept("1\r\n");
        framing.took(1);

        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> accept(end));
    }

    @ParameterizedTest
    @CsvSource({"1;, 1024", "'1 ', 1023", "'0\r\nT:', 8190"})
    void boundsExtensionsAndTrailers(String start, int allowed) throws ProtocolException {
        accept(start);
        String filling = start.equals("1 ") ? " " : "x";
        accept(filling.repeat(allowed));

        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> accept(filling));
    }

    private void accept(String bytes) throws ProtocolException {
        for (byte b : bytes.getBytes(ISO_8859_1)) {
            framing.accept(b);
        }
    }
}
