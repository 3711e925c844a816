package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that are refused before anything is made of them: answered once, closed, and never seen by a worker. */
class StrictnessTest {

    private static final String POST = "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\n";

    private static Engine engine;
    private static Serving gateway;

    @BeforeAll
    static void open() {
        engine = Engine.answering(Engine.OK);
        gateway = Serving.before(engine);
    }

    @AfterAll
    static void close() {
        gateway.close();
        engine.close();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                bad(414, "GET /v1/" + "x".repeat(8192) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                bad(431, "GET /v1/x HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(32_768) + "\r\n\r\n"),
                bad(431, "GET /v1/x HTTP/1.1\r\nHost: a\r\n" + "X: 1\r\n".repeat(100) + "\r\n"),
                bad(400, POST + "Transfer-Encoding: chunked\r\n\r\n1;" + "x".repeat(256) + "\r\n{\r\n0\r\n\r\n"),
                bad(400, POST + "Transfer-Encoding: chunked\r\n\r\n0\r\nX: " + "x".repeat(8192) + "\r\n\r\n"),
                bad(400, POST + "Transfer-Encoding: chunked\r\n\r\nz\r\n"),
                bad(400, POST + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}X\r\n0\r\n\r\n"),
                bad(400, POST + "Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n"),
                bad(400, POST + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                bad(400, POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
                bad(400, POST + "Content-Length: +2\r\n\r\n{}"),
                bad(501, POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                bad(501, POST + "Transfer-Encoding: identity\r\n\r\n"),
                bad(400, "GET /v1/x HTTP/1.1\r\n\r\n"),
                bad(400, "GET /v1/x HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"),
                bad(400, "GET /v1/x HTTP/1.1\r\nHost: a\r\nAuthorization: a\r\nauthorization: b\r\n\r\n"),
                bad(400, "GET http://b/v1/x HTTP/1.1\r\nHost: a\r\n\r\n"),
                bad(400, "GET /v1/x HTTP/1.1\r\nHost: a\r\nX: 1\r\n folded\r\n\r\n"),
                bad(400, "GET /v1/x HTTP/1.1\r\nHost: a\r\nX : 1\r\n\r\n"),
                bad(400, "GET /v1/x HTTP/1.1\nHost: a\n\n"),
                bad(400, "GET /v1/x HTTP/1.1\r\nHost: a\r\nX: \u0000\r\n\r\n"),
                bad(505, "GET /v1/x HTTP/1.0\r\nHost: a\r\n\r\n"),
                bad(505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                bad(405, "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"),
                bad(405, "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n"),
                bad(405, "TRACE /v1/x HTTP/1.1\r\nHost: a\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesAndCloses(int status, String request) {
        try (RawHttp client = gateway.connect()) {
            RawAnswer answer =
                    client.send(request + Serving.get("/v1/smuggled")).read();

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.field("Connection")).hasValue("close");
            assertThat(answer.field("X-SMG-Error-Code")).isPresent();
            assertThat(answer.bodyText()).startsWith("{\"error\":{\"message\":\"");
            assertThat(client.readUntilClose()).isEmpty();
            assertThat(client.wasReset()).isFalse();
            assertThat(engine.waiting()).isZero();
        }
    }

    @Test
    void takesWhatIsJustWithinItsBounds() throws InterruptedException {
        String line = "GET /v1/" + "x".repeat(8192 - 17) + " HTTP/1.1\r\n";

        RawAnswer longLine = gateway.ask(line + "Host: a\r\n\r\n");
        RawAnswer manyFields = gateway.ask("GET /v1/x HTTP/1.1\r\nHost: a\r\n" + "X: 1\r\n".repeat(99) + "\r\n");
        RawAnswer largeHead = gateway.ask("GET /v1/x HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(32_000) + "\r\n\r\n");

        assertThat(longLine.status()).isEqualTo(200);
        assertThat(manyFields.status()).isEqualTo(200);
        assertThat(largeHead.status()).isEqualTo(200);
        assertThat(engine.next().request().line()).isEqualTo(line.strip());
        engine.next();
        engine.next();
    }

    @Test
    void closesWhereTheClientAsksForIt() throws InterruptedException {
        try (RawHttp client = gateway.connect()) {
            RawAnswer answer = client.send(Serving.chat("Connection: close")).read();

            assertThat(answer.field("Connection")).hasValue("close");
            assertThat(client.readUntilClose()).isEmpty();
            engine.next();
        }
    }

    private static Arguments bad(int status, String request) {
        return Arguments.of(status, request);
    }
}
