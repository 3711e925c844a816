package io.smg.server.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.smg.server.http1.Field;
import io.smg.server.http1.Fields;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBytesTest {

    private static final Origin ORIGIN = Origin.of(URI.create("http://worker:8000/base"));

    @Test
    void writesHeadAndBody() {
        Fields fields = Fields.of(List.of(new Field("X-A", "1"), new Field("x-a", "\u00e9\t2")));

        assertThat(text(new OutboundRequest("POST", "/v1?a=%2F", fields, bytes("{}"), true)))
                .isEqualTo("""
                POST /base/v1?a=%2F HTTP/1.1\r
                Host: worker:8000\r
                X-A: 1\r
                x-a: \u00e9\t2\r
                Content-Length: 2\r
                \r
                {}""");
    }

    @Test
    void writesNoLengthWhereThereIsNoBody() {
        assertThat(text(Caller.get("/x"))).isEqualTo("GET /base/x HTTP/1.1\r\nHost: worker:8000\r\n\r\n");
    }

    @Test
    void writesTheLengthOfAnEmptyBody() {
        assertThat(text(Caller.post(Caller.NO_BODY))).endsWith("\r\nContent-Length: 0\r\n\r\n");
    }

    @Test
    void leavesTheRestOfALargeBodyToFurtherWrites() {
        OutboundRequest request = Caller.post(new byte[100_000]);

        byte[] first = RequestBytes.of(ORIGIN, request);

        assertThat(RequestBytes.copied(request)).isEqualTo(16 * 1024);
        assertThat(new String(first, ISO_8859_1)).contains("Content-Length: 100000\r\n\r\n\0");
        assertThat(first).hasSize(text(Caller.post(Caller.NO_BODY)).length() + "00000".length() + 16 * 1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: y", "a\nb", "a\0b", "\u010a"})
    void letsNobodyWriteIntoTheNextLine(String text) {
        Fields named = Fields.of(List.of(new Field(text, "v")));
        Fields valued = Fields.of(List.of(new Field("n", text)));

        assertThatIllegalArgumentException().isThrownBy(() -> text(Caller.get(text)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> text(new OutboundRequest("GET", "/", named, Caller.NO_BODY, false)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> text(new OutboundRequest("GET", "/", valued, Caller.NO_BODY, false)));
    }

    private static String text(OutboundRequest request) {
        return new String(RequestBytes.of(ORIGIN, request), ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
