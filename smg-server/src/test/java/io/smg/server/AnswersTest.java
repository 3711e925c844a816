package io.smg.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets of a worker's answer. */
class AnswersTest {

    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";

    @Test
    void keepsStatusReasonAndFieldsInOrder() {
        RawAnswer answer = answerTo(
                Serving.chat(),
                "HTTP/1.1 299 Rather Fine\r\nSet-Cookie: a=1\r\nX-B: \u00e9\r\nset-cookie: b=2\r\nContent-Length: 0\r\n\r\n");

        assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 299 Rather Fine");
        assertThat(answer.fields())
                .containsSubsequence("Set-Cookie: a=1", "X-B: \u00e9", "set-cookie: b=2", "Content-Length: 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 404, 422, 429, 500, 501, 503})
    void passesEveryStatusOn(int status) {
        RawAnswer answer = answerTo(
                Serving.chat(), "HTTP/1.1 " + status + " X\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nbody");

        assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 " + status + " X");
        assertThat(answer.field("Retry-After")).hasValue("7");
        assertThat(answer.bodyText()).isEqualTo("body");
    }

    @Test
    void dropsWhatBelongsToTheWorkersConnection() {
        RawAnswer answer = answerTo(
                Serving.chat(),
                "HTTP/1.1 200 OK\r\nConnection: close, X-Mine\r\nX-Mine: 1\r\nKeep-Alive: 5\r\nContent-Length: 2\r\n\r\nok");

        assertThat(answer.bodyText()).isEqualTo("ok");
        assertThat(answer.field("X-Mine")).isEmpty();
        assertThat(answer.field("Keep-Alive")).isEmpty();
        assertThat(answer.field("Connection")).isEmpty();
    }

    @Test
    void leavesACompressedBodyAlone() {
        String body = "\u001f\u008b\b\0\0\0\0\0\0\3\u00ff\0";

        RawAnswer answer = answerTo(
                Serving.chat("Accept-Encoding: gzip"),
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

        assertThat(answer.bodyText()).isEqualTo(body);
        assertThat(answer.field("Content-Encoding")).hasValue("gzip");
    }

    @Test
    void endsAnAnswerWithoutContentAtItsHead() {
        RawAnswer answer = answerTo(Serving.chat(), "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.field("Content-Length")).isEmpty();
        assertThat(answer.field("Transfer-Encoding")).isEmpty();
    }

    @Test
    void keepsTheLengthOfWhatWasNotModified() {
        RawAnswer answer = answerTo(
                Serving.get("/v1/files/1"), "HTTP/1.1 304 Not Modified\r\nETag: \"e\"\r\nContent-Length: 99\r\n\r\n");

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.field("Content-Length")).hasValue("99");
        assertThat(answer.field("ETag")).hasValue("\"e\"");
    }

    @Test
    void keepsTheLengthInAnAnswerToHead() {
        RawAnswer answer = answerTo(
                Serving.request("HEAD", "/v1/files/1", ""), "HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n");

        assertThat(answer.field("Content-Length")).hasValue("12345");
    }

    @Test
    void skipsInterimAnswers() {
        RawAnswer answer = answerTo(
                Serving.chat(), "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + Engine.OK);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("Link")).isEmpty();
        assertThat(answer.bodyText()).isEqualTo("ok");
    }

    @Test
    void dropsChunkExtensionsAndTrailers() {
        RawAnswer answer =
                answerTo(Serving.chat(), CHUNKED + "\r\n003;e=\"x\"\r\nabc\r\n2\r\nde\r\n0;l\r\nX-Trailer: t\r\n\r\n");

        assertThat(answer.bodyText()).isEqualTo("abcde");
        assertThat(new String(answer.rawBody(), ISO_8859_1)).doesNotContain("X-Trailer", ";");
        assertThat(answer.complete()).isTrue();
    }

    @Test
    void endsABodyThatTheWorkerEndsByClosing() {
        try (Engine engine = Engine.doing((request, peer) -> {
                    peer.send("HTTP/1.1 200 OK\r\n\r\nto the end");
                    peer.close();
                });
                Serving gateway = Serving.before(engine);
                RawHttp client = gateway.connect()) {
            RawAnswer answer = client.send(Serving.chat()).read();

            assertThat(answer.bodyText()).isEqualTo("to the end");
            assertThat(answer.complete()).isTrue();
            assertThat(answer.field("Transfer-Encoding")).hasValue("chunked");
            assertThat(client.send(Serving.get("/health")).read().status()).isEqualTo(200);
        }
    }

    @Test
    void tellsTheRequestsIdToAnthropicsClients() {
        RawAnswer messages = answerTo(Serving.request("POST", "/v1/messages", "{}", "X-Request-Id: i"), Engine.OK);
        RawAnswer chat = answerTo(Serving.chat("X-Request-Id: i"), Engine.OK);

        assertThat(messages.values("request-id")).containsExactly("i");
        assertThat(chat.values("request-id")).isEmpty();
        assertThat(chat.values("X-Request-Id")).containsExactly("i");
    }

    @Test
    void leavesTheWorkersRequestIdToAnthropicsClients() {
        RawAnswer answer = answerTo(
                Serving.request("POST", "/v1/messages", "{}"),
                "HTTP/1.1 200 OK\r\nRequest-Id: theirs\r\nX-Request-Id: theirs\r\nContent-Length: 0\r\n\r\n");

        assertThat(answer.values("request-id")).containsExactly("theirs");
        assertThat(answer.values("X-Request-Id")).hasSize(1).doesNotContain("theirs");
    }

    /** The answer on a connection that must be good for another request afterwards. */
    private static RawAnswer answerTo(String request, String answer) {
        try (Engine engine = Engine.answering(answer);
                Serving gateway = Serving.before(engine);
                RawHttp client = gateway.connect()) {
            client.send(request);
            RawAnswer first = request.startsWith("HEAD") ? client.readForHead() : client.read();
            assertThat(client.send(Serving.get("/health")).read().bodyText()).isEqualTo("OK");
            return first;
        }
    }
}
