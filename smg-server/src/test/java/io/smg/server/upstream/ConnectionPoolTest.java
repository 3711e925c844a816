package io.smg.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.FakeClock;
import io.smg.testkit.Gate;
import io.smg.testkit.Peer;
import io.smg.testkit.RecordedRequest;
import io.smg.testkit.ScriptedWorker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionPoolTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final PoolSettings TWO_IDLE =
            new PoolSettings(Duration.ofSeconds(2), Duration.ofSeconds(4), 2, 1000, 10, Duration.ZERO);

    private final FakeClock clock = new FakeClock();
    private final ScriptedWorker worker = ScriptedWorker.start(ConnectionPoolTest::echo);
    private final Caller caller = new Caller(worker, TWO_IDLE, clock);

    @AfterEach
    void closeAll() {
        caller.close();
        worker.close();
    }

    @Test
    void connectsNobodyBeforeARequestIsSent() {
        caller.pool().open().close();

        assertThat(worker.peers()).isEmpty();
    }

    @Test
    void reusesAConnectionOneRequestAfterTheOther() {
        for (int i = 0; i < 10; i++) {
            assertThat(caller.call("GET", "/" + i)).isEqualTo("200 /" + i);
        }

        assertThat(worker.peers()).hasSize(1);
        assertThat(caller.pool().idle()).isEqualTo(1);
    }

    @Test
    void reusesTheConnectionUsedLast() {
        leaveIdle(2);
        clock.advance(Duration.ofSeconds(3));
        caller.call("GET", "/a");
        clock.advance(Duration.ofSeconds(3));
        caller.call("GET", "/b");
        caller.pool().sweep();

        assertThat(worker.peers()).hasSize(2);
        assertThat(caller.pool().idle()).isEqualTo(1);
    }

    @Test
    void keepsNoMoreIdleConnectionsThanAllowed() {
        leaveIdle(3);

        assertThat(worker.peers()).hasSize(3);
        assertThat(caller.pool().idle()).isEqualTo(2);
    }

    @Test
    void doesNotReuseAConnectionThatWasIdleForTooLong() {
        caller.call("GET", "/a");
        clock.advance(Duration.ofSeconds(4).plusNanos(1));
        String result = caller.call("GET", "/b");
        worker.peers().getFirst().awaitLeft(PATIENCE);

        assertThat(result).isEqualTo("200 /b");
        assertThat(worker.peers()).hasSize(2);
    }

    @Test
    void sweepsWhatWasIdleForTooLongAndNothingElse() {
        leaveIdle(2);
        clock.advance(Duration.ofSeconds(4));
        caller.pool().sweep();
        int before = caller.pool().idle();
        clock.advance(Duration.ofNanos(1));
        caller.pool().sweep();
        worker.peers().forEach(peer -> peer.awaitLeft(PATIENCE));

        assertThat(before).isEqualTo(2);
        assertThat(caller.pool().idle()).isZero();
    }

    @Test
    void replacesAConnectionThatTheWorkerClosed() {
        replaces(Peer::close);
    }

    @Test
    void replacesAConnectionThatTheWorkerReset() {
        replaces(peer -> {
            try {
                peer.reset();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void replacesAConnectionWithStrayBytes() {
        replaces(peer -> {
            try {
                peer.send("HTTP/1.1 408 Request Timeout\r\n\r\n");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private void replaces(Consumer<Peer> fault) {
        caller.call("GET", "/a");
        Connection idle = caller.pool().take().orElseThrow();
        fault.accept(worker.awaitPeer(1));
        awaitNotQuiet(idle);
        caller.pool().giveBack(idle);
        String result = caller.call("GET", "/b");

        assertThat(result).isEqualTo("200 /b");
        assertThat(worker.peers()).hasSize(2);
        assertThat(caller.pool().idle()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "reset", "half"})
    void retriesOnceOnAFreshConnectionWhenTheReusedOneEndsBeforeAnyAnswer(String end) {
        AtomicInteger tries = new AtomicInteger();
        try (ScriptedWorker fickle = ScriptedWorker.start((request, peer) -> {
                    if (request.line().contains("/b") && tries.incrementAndGet() == 1) {
                        end(peer, end);
                    } else {
                        echo(request, peer);
                    }
                });
                Caller calls = new Caller(fickle)) {
            calls.call("GET", "/a");
            String result = calls.call("GET", "/b");

            assertThat(result).isEqualTo("200 /b");
            assertThat(fickle.requests()).hasSize(3);
            assertThat(fickle.peers()).hasSize(2);
        }
    }

    @Test
    void retriesNoSecondTime() {
        try (ScriptedWorker fickle = ScriptedWorker.start((request, peer) -> {
                    if (request.line().contains("/b")) {
                        peer.close();
                    } else {
                        echo(request, peer);
                    }
                });
                Caller calls = new Caller(fickle)) {
            calls.call("GET", "/a");
            String result = calls.call("GET", "/b");

            assertThat(result).isEqualTo("CLOSED");
            assertThat(fickle.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 2"})
    void retriesNothingThatIsLateOrHasBegun(String begun) {
        try (ScriptedWorker fickle = ScriptedWorker.start((request, peer) -> {
                    if (request.line().contains("/b")) {
                        peer.send(begun);
                    } else {
                        echo(request, peer);
                    }
                });
                Caller calls = new Caller(fickle)) {
            calls.call("GET", "/a");
            String result = calls.firstByteTimeout(Duration.ofMillis(50)).call("GET", "/b");

            assertThat(result).isEqualTo("TIMED_OUT");
            assertThat(fickle.requests()).hasSize(2);
        }
    }

    @Test
    void closesAConnectionWhoseAnswerWasNotReadToItsEnd() {
        try (UpstreamExchange exchange = caller.pool().open()) {
            Answers.body(exchange.send(Caller.get("/unread"), PATIENCE));
        }
        worker.awaitPeer(1).awaitLeft(PATIENCE);

        assertThat(caller.pool().idle()).isZero();
    }

    @Test
    void closesIdleConnectionsAtOnceAndRunningOnesAtTheirEnd() {
        leaveIdle(2);
        UpstreamExchange running = caller.pool().open();
        AnswerBody body = Answers.body(running.send(Caller.get("/running"), PATIENCE));
        caller.pool().close();
        int idle = caller.pool().idle();
        String text = Caller.text(body);
        running.close();
        worker.peers().forEach(peer -> peer.awaitLeft(PATIENCE));

        assertThat(idle).isZero();
        assertThat(text).isEqualTo("/running");
        assertThat(caller.pool().idle()).isZero();
    }

    @Test
    void givesEveryOneOfManyThreadsItsOwnAnswer() {
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 16; thread++) {
                String name = "/" + thread + "/";
                threads.execute(() -> {
                    for (int i = 0; i < 200; i++) {
                        String result = caller.call("GET", name + i);
                        if (!result.equals("200 " + name + i)) {
                            wrong.add(name + i + " got " + result);
                        }
                    }
                });
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(worker.requests()).hasSize(16 * 200);
        assertThat(caller.pool().idle()).isBetween(1, 2);
    }

    @Test
    void failsWhereNobodyListens() {
        worker.close();

        assertThat(caller.call("GET", "/x")).isEqualTo("UNREACHABLE");
    }

    @Test
    void failsWhereTheNameIsUnknown() {
        Origin nowhere = new Origin(false, "no-such-host.invalid", 80, "h", "");
        try (ConnectionPool pool = new ConnectionPool(Caller.reach(nowhere), PoolSettings.DEFAULTS, clock);
                UpstreamExchange exchange = pool.open()) {
            SendResult result = exchange.send(Caller.get("/"), PATIENCE);

            assertThat(result).isInstanceOfSatisfying(SendResult.Failed.class, f -> assertThat(f.kind())
                    .isEqualTo(FailureKind.UNREACHABLE));
        }
    }

    @Test
    void sendsEveryByteOfALargeRequest() {
        byte[] body = new byte[5_000_000];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) (i * 31 + i / 256);
        }

        String result = caller.call(Caller.post(body));

        assertThat(result).isEqualTo("200 /post");
        assertThat(worker.awaitRequest(1).body()).isEqualTo(body);
        assertThat(caller.pool().idle()).isEqualTo(1);
    }

    @Test
    void handsOverWhatHasArrivedWithoutWaitingForMore() {
        Gate gate = new Gate();
        try (ScriptedWorker slow = ScriptedWorker.start((request, peer) -> {
                    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n2\r\n");
                    gate.pass();
                    peer.send("on\r\n0\r\n\r\n");
                });
                Caller calls = new Caller(slow);
                UpstreamExchange exchange = calls.pool().open()) {
            AnswerBody body = Answers.body(exchange.send(Caller.get("/"), PATIENCE));
            String first = Answers.some(body);
            boolean early = body.ended();
            gate.open();
            String second = Answers.some(body);

            assertThat(first + "," + second).isEqualTo("one,on");
            assertThat(early).isFalse();
            assertThat(body.ended()).isTrue();
            assertThat(Answers.some(body)).isEqualTo("END");
        }
    }

    private static void end(Peer peer, String how) throws IOException {
        switch (how) {
            case "close" -> peer.close();
            case "reset" -> peer.reset();
            default -> peer.halfClose();
        }
    }

    private void leaveIdle(int count) {
        List<UpstreamExchange> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UpstreamExchange exchange = caller.pool().open();
            open.add(exchange);
            Caller.text(Answers.body(exchange.send(Caller.get("/" + i), PATIENCE)));
        }
        open.forEach(UpstreamExchange::close);
    }

    /** Waits until what the worker did to an idle connection has arrived. */
    private static void awaitNotQuiet(Connection connection) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (connection.isQuiet()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static void echo(RecordedRequest request, Peer peer) throws IOException {
        String target = request.line().split(" ", -1)[1];
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + target.length() + "\r\n\r\n" + target);
    }
}
