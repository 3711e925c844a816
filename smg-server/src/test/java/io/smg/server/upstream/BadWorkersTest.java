package io.smg.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.smg.testkit.Gate;
import io.smg.testkit.ScriptedWorker;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Workers that break the protocol or the connection, each followed by a clean request. */
class BadWorkersTest {

    private static final String CLEAN = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nclean";

    static Stream<Arguments> badHeads() {
        return Stream.of(
                sending("a negative length", head("Content-Length: -1"), "MALFORMED"),
                sending("two lengths", head("Content-Length: 1\r\nContent-Length: 2"), "MALFORMED"),
                sending("a length that is no number", head("Content-Length: 1e3"), "MALFORMED"),
                sending("a length past all bounds", head("Content-Length: 9223372036854775808"), "MALFORMED"),
                sending("a length and chunks", head("Content-Length: 1\r\nTransfer-Encoding: chunked"), "MALFORMED"),
                sending("another coding", head("Transfer-Encoding: gzip, chunked"), "MALFORMED"),
                sending("garbage", "SSH-2.0-OpenSSH_9.2\r\n\r\n", "MALFORMED"),
                sending("an empty line", "\r\n" + CLEAN, "MALFORMED"),
                sending("a continued field", head("A: b\r\n c"), "MALFORMED"),
                sending("a nameless field", head(": b"), "MALFORMED"),
                sending("an endless head", head("X: " + "y".repeat(70_000)), "MALFORMED"),
                sending("too many fields", head("A: b\r\n".repeat(256) + "A: b"), "MALFORMED"),
                sending("too many interim answers", "HTTP/1.1 102 P\r\n\r\n".repeat(17) + CLEAN, "MALFORMED"),
                sending("another protocol", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n", "MALFORMED"),
                ending("a torn head", "HTTP/1.1 200 OK\r\nConte", "MALFORMED"),
                ending("only an interim answer", "HTTP/1.1 100 Continue\r\n\r\n", "MALFORMED"),
                ending("nothing", "", "CLOSED"));
    }

    static Stream<Arguments> badBodies() {
        return Stream.of(
                ending("a torn body", head("Content-Length: 9") + "hello", "200 hello TORN"),
                ending("a torn large body", head("Content-Length: 99999") + "hello", "200 hello TORN"),
                ending("no last chunk", chunked("5\r\nhello\r\n"), "200 hello TORN"),
                ending("a torn chunk", chunked("6\r\nhello"), "200 hello TORN"),
                ending("a torn large chunk", chunked("fffff\r\nhello"), "200 hello TORN"),
                ending("torn trailers", chunked("5\r\nhello\r\n0\r\nX: y\r\n"), "200 hello TORN"),
                sending("a chunk size that is no number", chunked("5\r\nhello\r\n0x5\r\n"), "200 hello MALFORMED"),
                sending("a negative chunk size", chunked("-5\r\nhello\r\n"), "200  MALFORMED"),
                sending("a chunk size past all bounds", chunked("ffffffffffffffff\r\n"), "200  MALFORMED"),
                sending("a chunk longer than it says", chunked("4\r\nhello\r\n0\r\n\r\n"), "200 hell MALFORMED"),
                sending("endless extensions", chunked("5;" + "x".repeat(2000)), "200  MALFORMED"),
                sending("endless trailers", chunked("0\r\nX: " + "y".repeat(9000)), "200  MALFORMED"),
                argumentSet("a reset", (ScriptedWorker.Script) (request, peer) -> peer.reset(), "CLOSED"),
                argumentSet("half a close", (ScriptedWorker.Script) (request, peer) -> peer.halfClose(), "CLOSED"));
    }

    @ParameterizedTest
    @MethodSource({"badHeads", "badBodies"})
    void failsVisiblyAndServesTheNextRequest(ScriptedWorker.Script script, String result) {
        try (ScriptedWorker worker = bad(script);
                Caller caller = new Caller(worker)) {
            String bad = caller.call("GET", "/bad");
            int idle = caller.pool().idle();
            String clean = caller.call("GET", "/clean");

            assertThat(bad).isEqualTo(result);
            assertThat(idle).isZero();
            assertThat(clean).isEqualTo("200 clean");
            assertThat(worker.peers()).hasSize(2);
        }
    }

    @Test
    void takesABodyWithoutALengthToLastUntilTheEnd() {
        try (ScriptedWorker worker = bad((request, peer) -> {
                    peer.send("HTTP/1.1 200 OK\r\n\r\nhello");
                    peer.close();
                });
                Caller caller = new Caller(worker)) {
            String result = caller.call("GET", "/bad");

            assertThat(result).isEqualTo("200 hello");
            assertThat(caller.pool().idle()).isZero();
            assertThat(caller.call("GET", "/clean")).isEqualTo("200 clean");
        }
    }

    @Test
    void takesAResetForNoEndOfABody() {
        Gate read = new Gate();
        try (ScriptedWorker worker = bad((request, peer) -> {
                    peer.send("HTTP/1.1 200 OK\r\n\r\nhello");
                    read.pass();
                    peer.reset();
                });
                Caller caller = new Caller(worker);
                UpstreamExchange exchange = caller.pool().open()) {
            AnswerBody body = Answers.body(exchange.send(Caller.get("/bad"), Duration.ofSeconds(10)));
            String first = Answers.some(body);
            read.open();

            assertThat(first).isEqualTo("hello");
            assertThat(Caller.text(body)).isEqualTo(" TORN");
        }
    }

    @Test
    void waitsForNoAnswerBeyondItsDeadline() {
        try (ScriptedWorker worker = bad((request, peer) -> {});
                Caller caller = new Caller(worker).firstByteTimeout(Duration.ofMillis(50))) {
            String silent = caller.call("GET", "/bad");
            worker.awaitPeer(1).awaitLeft(Duration.ofSeconds(5));

            assertThat(silent).isEqualTo("TIMED_OUT");
            assertThat(caller.firstByteTimeout(Duration.ofSeconds(10)).call("GET", "/clean"))
                    .isEqualTo("200 clean");
        }
    }

    @Test
    void isNotKeptWaitingByAHeadThatTrickles() {
        try (ScriptedWorker worker = bad((request, peer) -> {
                    peer.send("HTTP/1.1 200 OK\r\n");
                    while (!peer.hasLeft()) {
                        peer.send("A: b\r\n");
                        LockSupport.parkNanos(5_000_000);
                    }
                });
                Caller caller = new Caller(worker).firstByteTimeout(Duration.ofMillis(100))) {
            assertThat(caller.call("GET", "/bad")).isEqualTo("TIMED_OUT");
        }
    }

    @Test
    void isNotKeptWaitingBySilenceWithinABody() {
        PoolSettings settings =
                new PoolSettings(Duration.ofSeconds(2), Duration.ofSeconds(4), 10, 1000, 10, Duration.ofMillis(50));
        try (ScriptedWorker worker = bad((request, peer) -> peer.send(head("Content-Length: 9") + "hello"));
                Caller caller = new Caller(worker, settings, System::nanoTime)) {
            String silent = caller.call("GET", "/bad");
            worker.awaitPeer(1).awaitLeft(Duration.ofSeconds(5));

            assertThat(silent).isEqualTo("200 hello SILENT");
            assertThat(caller.call("GET", "/clean")).isEqualTo("200 clean");
        }
    }

    private static Arguments sending(String name, String answer, String result) {
        return argumentSet(name, (ScriptedWorker.Script) (request, peer) -> peer.send(answer), result);
    }

    private static Arguments ending(String name, String answer, String result) {
        ScriptedWorker.Script script = (request, peer) -> {
            peer.send(answer);
            peer.close();
        };
        return argumentSet(name, script, result);
    }

    private static String head(String fields) {
        return "HTTP/1.1 200 OK\r\n" + fields + "\r\n\r\n";
    }

    private static String chunked(String body) {
        return head("Transfer-Encoding: chunked") + body;
    }

    private static ScriptedWorker bad(ScriptedWorker.Script script) {
        return ScriptedWorker.start((request, peer) -> {
            if (request.line().contains("/clean")) {
                peer.send(CLEAN);
            } else {
                script.answer(request, peer);
            }
        });
    }
}
