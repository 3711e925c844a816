package io.smg.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.smg.testkit.ScriptedWorker;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that a connection must get right however odd they are, each followed by a clean request. */
class OddAnswersTest {

    private static final String BIG = "x".repeat(100_000);

    static Stream<Arguments> keepTheConnection() {
        return Stream.of(
                answer("with a length", "GET", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "200 hello"),
                answer("empty", "GET", "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", "404 "),
                answer("one length twice", "GET", of("Content-Length: 1\r\nContent-Length: 1", "x"), "200 x"),
                answer("large", "GET", of("Content-Length: 100000", BIG), "200 " + BIG),
                answer("in chunks", "GET", chunked("2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"), "200 hello"),
                answer("in one large chunk", "GET", chunked("186A0\r\n" + BIG + "\r\n0\r\n\r\n"), "200 " + BIG),
                answer("chunk extensions", "GET", chunked("5;a=b;c=\"d;e\"\r\nhello\r\n0;x\r\n\r\n"), "200 hello"),
                answer("trailers", "GET", chunked("5\r\nhello\r\n0\r\nX: y\r\nDigest: z\r\n\r\n"), "200 hello"),
                answer("no chunk but the last", "GET", chunked("0\r\n\r\n"), "200 "),
                answer("204", "GET", "HTTP/1.1 204 No Content\r\n\r\n", "204 "),
                answer("304 with a length", "GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", "304 "),
                answer("304 with a coding", "GET", "HTTP/1.1 304 X\r\nTransfer-Encoding: chunked\r\n\r\n", "304 "),
                answer("to HEAD", "HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "200 "),
                answer("to HEAD, chunked", "HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "200 "),
                answer("bare line feeds", "GET", "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello", "200 hello"),
                answer("no reason phrase", "GET", "HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello", "200 hello"),
                answer("large head", "GET", of("X: " + "y".repeat(60_000) + "\r\nContent-Length: 1", "z"), "200 z"),
                answer("interim answers", "GET", interim(16) + of("Content-Length: 5", "hello"), "200 hello"));
    }

    static Stream<Arguments> loseTheConnection() {
        return Stream.of(
                answer("Connection: close", "GET", of("Content-Length: 1\r\nConnection: close", "x"), "200 x"),
                answer("close among others", "GET", of("Content-Length: 1\r\nConnection: x, Close", "x"), "200 x"),
                answer("HTTP/1.0", "GET", "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", "200 x"),
                answer(
                        "HTTP/1.0 kept alive",
                        "GET",
                        "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx",
                        "200 x"),
                answer("bytes after a length", "GET", of("Content-Length: 1", "xHTTP/1.1 500 No\r\n\r\n"), "200 x"),
                answer("bytes after the last chunk", "GET", chunked("1\r\nx\r\n0\r\n\r\njunk"), "200 x"),
                answer("a body where none may be", "HEAD", of("Content-Length: 5", "hello"), "200 "),
                answer("a second answer", "GET", of("Content-Length: 1", "x") + of("Content-Length: 1", "y"), "200 x"));
    }

    @ParameterizedTest
    @MethodSource("keepTheConnection")
    void understandsAnAnswerAndReusesItsConnection(String method, String answer, String result) {
        try (ScriptedWorker worker = worker(answer);
                Caller caller = new Caller(worker)) {
            String odd = caller.call(method, "/odd");
            String clean = caller.call("GET", "/clean");

            assertThat(odd).isEqualTo(result);
            assertThat(clean).isEqualTo("200 clean");
            assertThat(worker.peers()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("loseTheConnection")
    void understandsAnAnswerAndDropsItsConnection(String method, String answer, String result) {
        try (ScriptedWorker worker = worker(answer);
                Caller caller = new Caller(worker)) {
            String odd = caller.call(method, "/odd");
            int idle = caller.pool().idle();
            String clean = caller.call("GET", "/clean");

            assertThat(odd).isEqualTo(result);
            assertThat(idle).isZero();
            assertThat(clean).isEqualTo("200 clean");
            assertThat(worker.peers()).hasSize(2);
        }
    }

    private static Arguments answer(String name, String method, String answer, String result) {
        return argumentSet(name, method, answer, result);
    }

    private static String of(String fields, String body) {
        return "HTTP/1.1 200 OK\r\n" + fields + "\r\n\r\n" + body;
    }

    private static String chunked(String body) {
        return of("Transfer-Encoding: chunked", body);
    }

    private static String interim(int count) {
        return "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".repeat(count - 1) + "HTTP/1.1 100 Continue\r\n\r\n";
    }

    private static ScriptedWorker worker(String answer) {
        return ScriptedWorker.start((request, peer) ->
                peer.send(request.line().contains("/clean") ? of("Content-Length: 5", "clean") : answer));
    }
}
