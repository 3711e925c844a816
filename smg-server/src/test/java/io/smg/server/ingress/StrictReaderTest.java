package io.smg.server.ingress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smg.server.exchange.GatewayException;
import io.smg.server.http1.Field;
import io.smg.server.http1.RequestHead;
import io.smg.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictReaderTest {

    private static final String HEAD = "GET / HTTP/1.1\r\nHost: a\r\n";

    private static final int MAX_BODY = 100_000;

    private final List<RequestHead> heads = new ArrayList<>();

    @Test
    void readsAHeadThatIsInOrder() {
        StrictReader reader =
                reader("GET /v1/models?x=%2F HTTP/1.1\r\nHost: a:80\r\nX-One:  1 \r\nX-one: \u00e9\r\n\r\n");

        assertThat(reader.nextHead()).map(heads::add).isPresent();
        assertThat(heads.getFirst().method()).isEqualTo("GET");
        assertThat(heads.getFirst().target()).isEqualTo("/v1/models?x=%2F");
        assertThat(heads.getFirst().fields())
                .containsExactly(new Field("Host", "a:80"), new Field("X-One", "1"), new Field("X-one", "\u00e9"));
    }

    @Test
    void readsAHeadThatComesByteByByte() {
        String request = HEAD + "Content-Length: 2\r\n\r\nok";
        StrictReader reader = reader(request.split("(?<=.)", -1));

        assertThat(drain(reader)).isEqualTo("ok");
        assertThat(heads).extracting(RequestHead::target).containsExactly("/");
    }

    @Test
    void readsPipelinedRequestsOneAfterTheOther() {
        StrictReader reader = reader("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" + HEAD + "\r\n");

        String all = drain(reader);

        assertThat(heads).extracting(RequestHead::target).containsExactly("/a", "/");
        assertThat(all).isEqualTo("abc");
    }

    @Test
    void forgivesOneEmptyLineBeforeARequest() {
        drain(reader("\r\n" + HEAD + "\r\n"));

        assertThat(heads).hasSize(1);
    }

    @Test
    void turnsAnAbsoluteTargetIntoAPath() {
        drain(reader("GET http://a/x?y HTTP/1.1\r\nHost: A\r\n\r\nGET http://a?y HTTP/1.1\r\nHost: a\r\n\r\n"));

        assertThat(heads).extracting(RequestHead::target).containsExactly("/x?y", "/?y");
    }

    @Test
    void readsChunksWithoutExtensionsAndTrailers() {
        StrictReader reader = reader(
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
                "3;name=\"value\"\r\nabc\r\n00A\r\n01234",
                "56789\r\n0\r\nX-Trailer: t\r\n\r\n");

        assertThat(drain(reader)).isEqualTo("abc0123456789");
        assertThat(reader.hasUnread()).isFalse();
    }

    @Test
    void readsAHugeChunkPieceByPiece() {
        StrictReader reader = reader(
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n", "first", "second");

        assertThat(reader.nextHead()).isPresent();

        assertThat(reader.bodyLength()).isEqualTo(-1);
        assertThat(some(reader)).isEqualTo("first");
        assertThat(some(reader)).isEqualTo("second");
    }

    @Test
    void knowsAnUnreadBody() {
        StrictReader reader = reader("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na");

        assertThat(reader.nextHead()).isPresent();
        assertThat(reader.bodyLength()).isEqualTo(3);
        assertThat(some(reader)).isEqualTo("a");

        assertThat(reader.hasUnreadBody()).isTrue();
    }

    @Test
    void knowsABodyThatIsAnnouncedTooLarge() {
        StrictReader reader = reader("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + (MAX_BODY + 1) + "\r\n\r\n");

        assertThat(reader.nextHead()).isPresent();

        assertThat(reader.isBodyTooLarge()).isTrue();
    }

    @Test
    void refusesABodyThatBecomesTooLarge() {
        StrictReader reader = reader(
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n",
                "x".repeat(MAX_BODY + 1));

        assertRefuses(413, reader);
        assertThat(reader.hasUnreadBody()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | GET / HTTP/1.1\\nHost: a\\n\\n",
                "400 | GET / HTTP/1.1\\r\\nHost: a\\rX: 1\\r\\n\\r\\n",
                "400 | GET  / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n",
                "400 | GET / HTTP/1.1 \\r\\nHost: a\\r\\n\\r\\n",
                "400 | G@T / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n",
                "400 | GET /#f HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n",
                "400 | GET x HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n",
                "400 | GET ftp://a/ HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n",
                "400 | GET http://b/ HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n",
                "400 | GET /\\r\\nHost: a\\r\\n\\r\\n",
                "400 | GET / HTTPS/1.1\\r\\nHost: a\\r\\n\\r\\n",
                "400 | \\r\\n\\r\\nGET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n",
                "405 | OPTIONS * HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n",
                "405 | CONNECT a:1 HTTP/1.1\\r\\nHost: a:1\\r\\n\\r\\n",
                "405 | TRACE / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n",
                "505 | GET / HTTP/1.0\\r\\nHost: a\\r\\n\\r\\n",
                "505 | GET / HTTP/2.0\\r\\nHost: a\\r\\n\\r\\n",
            })
    void refusesRequestLinesAndLineEndsThatAreWrong(int status, String request) {
        assertRefused(status, unescaped(request));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | X: 1",
                "400 | Host: a\\r\\nHost: a",
                "400 | Host: ",
                "400 | Host: a b",
                "400 | Host: a/b",
                "400 | Host: a:b",
                "400 | Host: a:123456",
                "400 | Host: [::1",
                "400 | Host: u@a",
                "400 | Host: a\\r\\n: no name",
                "400 | Host: a\\r\\nno colon",
                "400 | Host: a\\r\\nX : 1",
                "400 | Host: a\\r\\n folded",
                "400 | Host: a\\r\\nX: \\0",
                "400 | Host: a\\r\\nAuthorization: x\\r\\nAuthorization: x",
                "400 | Host: a\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked",
                "400 | Host: a\\r\\nContent-Length: 1\\r\\nContent-Length: 2",
                "400 | Host: a\\r\\nContent-Length: -1",
                "400 | Host: a\\r\\nContent-Length: +1",
                "400 | Host: a\\r\\nContent-Length: 1a",
                "400 | Host: a\\r\\nContent-Length: ",
                "400 | Host: a\\r\\nContent-Length: 9999999999999999",
                "501 | Host: a\\r\\nTransfer-Encoding: gzip",
                "501 | Host: a\\r\\nTransfer-Encoding: gzip, chunked",
                "501 | Host: a\\r\\nTransfer-Encoding: chunked\\r\\nTransfer-Encoding: chunked",
            })
    void refusesFieldsThatAreWrong(int status, String fields) {
        assertRefused(status, "GET / HTTP/1.1\r\n" + unescaped(fields) + "\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "g\r\n",
                "-1\r\n",
                "0x1\r\n",
                "1 \r\nx\r\n",
                "123456789\r\n",
                "1\nx",
                "1\rx",
                "1;\u0000\r\nx",
                "1\r\nxy\r\n",
                "1\r\nx\n0\r\n\r\n",
                "0\r\nX: \u0001\r\n\r\n",
            })
    void refusesChunkFramingThatIsWrong(String body) {
        StrictReader reader = reader("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body);

        assertRefuses(400, reader);
    }

    @Test
    void boundsTheRequestLine() {
        assertRefused(414, "GET /" + "x".repeat(9000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        assertRefused(414, "GET /" + "x".repeat(9000));
    }

    @Test
    void boundsTheHead() {
        assertRefused(431, HEAD + ("X: " + "x".repeat(1000) + "\r\n").repeat(33) + "\r\n");
        assertRefused(431, HEAD + "X: 1\r\n".repeat(100) + "\r\n");
    }

    @Test
    void boundsChunkLinesAndTrailers() {
        String head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

        StrictReader extension = reader(head + "1;" + "x".repeat(300));
        StrictReader trailers = reader(head + "0\r\n" + "X: 1\r\n".repeat(3000));

        assertThatThrownBy(() -> drain(extension)).hasMessageContaining("too long");
        assertThatThrownBy(() -> drain(trailers)).hasMessageContaining("too large");
    }

    @Test
    void givesAHeadThatTricklesNoMoreTime() {
        assertThat(late(HEAD + "X: " + "x".repeat(100) + "\r\n\r\n", 1)).hasValue(Duration.ofSeconds(12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 90000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n15f90\r\n"})
    void givesABodyAsLongAsItKeepsUp(String framing) {
        String request = "POST / HTTP/1.1\r\nHost: a\r\n" + framing + "x".repeat(90_000) + "\r\n0\r\n\r\n";

        assertThat(late(request, 2048)).isEmpty();
        assertThat(late(request, 512))
                .hasValueSatisfying(time -> assertThat(time).isBetween(Duration.ofSeconds(31), Duration.ofSeconds(33)));
    }

    /** When a request is first late that comes in pieces of a length, a second apart; empty if it never is. */
    private static Optional<Duration> late(String request, int length) {
        FakeClock clock = new FakeClock();
        Deadline deadline = new Deadline(clock);
        Queue<String> left = new ArrayDeque<>(List.of(request.split("(?s)(?<=\\G.{" + length + "})")));
        List<Duration> late = new ArrayList<>();
        Supplier<byte @Nullable []> source = () -> {
            clock.advance(Duration.ofSeconds(1));
            if (deadline.hasPassed()) {
                late.add(Duration.ofNanos(clock.getAsLong()));
            }
            return left.isEmpty() ? null : left.remove().getBytes(ISO_8859_1);
        };
        StrictReader reader = new StrictReader(source, IngressLimits.DEFAULT, MAX_BODY, deadline);
        reader.nextHead();
        while (reader.hasUnreadBody()) {
            some(reader);
        }
        return late.stream().findFirst();
    }

    private void assertRefused(int status, String request) {
        assertRefuses(status, reader(request));
        assertThat(heads).isEmpty();
    }

    private void assertRefuses(int status, StrictReader reader) {
        assertThatThrownBy(() -> drain(reader)).isInstanceOfSatisfying(GatewayException.class, e -> assertThat(
                        e.reply().status())
                .isEqualTo(status));
    }

    private StrictReader reader(String... pieces) {
        Queue<byte[]> left = new ArrayDeque<>();
        for (String piece : pieces) {
            if (!piece.isEmpty()) {
                left.add(piece.getBytes(ISO_8859_1));
            }
        }
        FakeClock clock = new FakeClock();
        return new StrictReader(left::poll, IngressLimits.DEFAULT, MAX_BODY, new Deadline(clock));
    }

    /** What can be had of a body at once. */
    private static String some(StrictReader reader) {
        byte[] bytes = new byte[MAX_BODY + 1];
        int count = reader.readBody(bytes, 0, bytes.length);
        return new String(bytes, 0, Math.max(0, count), ISO_8859_1);
    }

    /** Reads all requests, and answers with their bodies one after the other. */
    private String drain(StrictReader reader) {
        StringBuilder bodies = new StringBuilder();
        for (Optional<RequestHead> head = reader.nextHead(); head.isPresent(); head = reader.nextHead()) {
            heads.add(head.get());
            while (reader.hasUnreadBody()) {
                bodies.append(some(reader));
            }
        }
        return bodies.toString();
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
    }
}
