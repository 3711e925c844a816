package io.smg.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smg.server.upstream.BrokenAnswerException.Reason;
import io.smg.server.upstream.SendResult.ClientLeft;
import io.smg.testkit.ScriptedWorker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Exchanges that are cancelled from another thread while theirs waits. */
class CancelTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What the contract allows, of which the quickest of a few is the measure: the machine may be busy. */
    private static final Duration PROMPT = Duration.ofMillis(50);

    private static final int ROUNDS = 5;

    @Test
    void endsAWaitForAConnectionAtOnce() throws IOException {
        try (FullListener full = new FullListener();
                ConnectionPool pool =
                        new ConnectionPool(Caller.reach(full.origin()), slowToConnect(), System::nanoTime)) {
            Duration quickest = quickest(() -> cancelled(pool, Caller.get("/"), Thread::onSpinWait));

            assertThat(quickest).isLessThan(PROMPT);
        }
    }

    @Test
    void endsAWaitForTheFirstByteAtOnceAndTheWorkerNotices() {
        try (ScriptedWorker worker = ScriptedWorker.start((request, peer) -> {});
                Caller caller = new Caller(worker)) {
            int[] round = {0};
            Duration quickest = quickest(() -> {
                round[0]++;
                return cancelled(caller.pool(), Caller.get("/"), () -> worker.awaitRequest(round[0]));
            });
            worker.peers().forEach(peer -> peer.awaitLeft(Duration.ofSeconds(5)));

            assertThat(quickest).isLessThan(PROMPT);
            assertThat(caller.pool().idle()).isZero();
        }
    }

    @Test
    void endsAWriteThatIsStuckAtOnce() {
        try (ScriptedWorker worker = ScriptedWorker.readingHeadsOnly((request, peer) -> {});
                Caller caller = new Caller(worker)) {
            int[] round = {0};
            Duration quickest = quickest(() -> {
                round[0]++;
                return cancelled(caller.pool(), Caller.post(new byte[20_000_000]), () -> worker.awaitRequest(round[0]));
            });

            assertThat(quickest).isLessThan(PROMPT);
        }
    }

    @Test
    void endsAReadOfTheBodyAtOnce() {
        try (ScriptedWorker worker = ScriptedWorker.answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello");
                Caller caller = new Caller(worker)) {
            Duration quickest = quickest(() -> {
                UpstreamExchange exchange = caller.pool().open();
                AnswerBody body = Answers.body(exchange.send(Caller.get("/"), PATIENCE));
                Answers.some(body);
                Waiter<Reason> waiter = Waiter.on(() -> reasonOfNextRead(body));
                return waiter.endedAfter(
                        exchange::cancel, reason -> assertThat(reason).isEqualTo(Reason.CANCELLED));
            });
            worker.peers().forEach(peer -> peer.awaitLeft(Duration.ofSeconds(5)));

            assertThat(quickest).isLessThan(PROMPT);
        }
    }

    @Test
    void handsOverNothingAfterwards() {
        try (ScriptedWorker worker = ScriptedWorker.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
                Caller caller = new Caller(worker);
                UpstreamExchange exchange = caller.pool().open()) {
            AnswerBody body = Answers.body(exchange.send(Caller.get("/"), PATIENCE));
            exchange.cancel();

            assertThat(exchange.cancelled()).isTrue();
            assertThat(reasonOfNextRead(body)).isEqualTo(Reason.CANCELLED);
        }
    }

    @Test
    void sendsNothingAfterwards() {
        try (ScriptedWorker worker = ScriptedWorker.answering("HTTP/1.1 204 No Content\r\n\r\n");
                Caller caller = new Caller(worker);
                UpstreamExchange exchange = caller.pool().open()) {
            boolean before = exchange.cancelled();
            exchange.cancel();

            assertThat(before).isFalse();
            assertThat(exchange.send(Caller.get("/"), PATIENCE)).isInstanceOf(ClientLeft.class);
            assertThat(worker.peers()).isEmpty();
        }
    }

    @Test
    void leavesAConnectionAloneThatHasGoneBackToThePool() {
        try (ScriptedWorker worker = ScriptedWorker.answering("HTTP/1.1 204 No Content\r\n\r\n");
                Caller caller = new Caller(worker)) {
            UpstreamExchange first = caller.pool().open();
            first.send(Caller.get("/1"), PATIENCE);
            first.close();
            first.cancel();
            String second = caller.call("GET", "/2");

            assertThat(second).isEqualTo("204 ");
            assertThat(worker.peers()).hasSize(1);
        }
    }

    @Test
    void readsNothingFromAConnectionThatHasGoneBackToThePool() {
        try (ScriptedWorker worker = ScriptedWorker.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
                Caller caller = new Caller(worker)) {
            UpstreamExchange exchange = caller.pool().open();
            AnswerBody body = Answers.body(exchange.send(Caller.get("/"), PATIENCE));
            exchange.close();
            exchange.close();

            assertThat(reasonOfNextRead(body)).isEqualTo(Reason.CANCELLED);
        }
    }

    @Test
    void takesAnInterruptForACancellation() {
        try (ScriptedWorker worker = ScriptedWorker.start((request, peer) -> {});
                Caller caller = new Caller(worker)) {
            Waiter<SendResult> waiter = Waiter.on(() -> {
                try (UpstreamExchange exchange = caller.pool().open()) {
                    return exchange.send(Caller.get("/"), PATIENCE);
                }
            });
            worker.awaitRequest(1);
            waiter.endedAfter(
                    waiter.thread::interrupt, result -> assertThat(result).isInstanceOf(ClientLeft.class));

            worker.awaitPeer(1).awaitLeft(Duration.ofSeconds(5));
        }
    }

    private static Duration cancelled(ConnectionPool pool, OutboundRequest request, Runnable underWay) {
        UpstreamExchange exchange = pool.open();
        Waiter<SendResult> waiter = Waiter.on(() -> exchange.send(request, PATIENCE));
        underWay.run();
        return waiter.endedAfter(exchange::cancel, result -> assertThat(result).isInstanceOf(ClientLeft.class));
    }

    private static Reason reasonOfNextRead(AnswerBody body) {
        BrokenAnswerException[] broken = new BrokenAnswerException[1];
        assertThatExceptionOfType(BrokenAnswerException.class)
                .isThrownBy(() -> body.read(new byte[10], 0, 10))
                .satisfies(e -> broken[0] = e);
        return broken[0].reason();
    }

    private static Duration quickest(Supplier<Duration> round) {
        Duration quickest = round.get();
        for (int i = 1; i < ROUNDS; i++) {
            Duration next = round.get();
            quickest = next.compareTo(quickest) < 0 ? next : quickest;
        }
        return quickest;
    }

    private static PoolSettings slowToConnect() {
        return new PoolSettings(PATIENCE, Duration.ofSeconds(4), 10, 1000, 10, Duration.ZERO);
    }

    /** A virtual thread that waits for something, until it is told to stop. */
    private static final class Waiter<T> {

        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final Thread thread;

        private Waiter(Supplier<T> wait) {
            thread = Thread.ofVirtual().unstarted(() -> result.completeAsync(wait, Runnable::run));
        }

        static <T> Waiter<T> on(Supplier<T> wait) {
            Waiter<T> waiter = new Waiter<>(wait);
            waiter.thread.start();
            return waiter;
        }

        /** How long the wait goes on after it was told to stop; it must not have ended before. */
        Duration endedAfter(Runnable stop, Consumer<T> check) {
            awaitWaiting();
            assertThat(result).isNotDone();
            long start = System.nanoTime();
            stop.run();
            T ended = result.orTimeout(5, TimeUnit.SECONDS).join();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            check.accept(ended);
            return took;
        }

        private void awaitWaiting() {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.onSpinWait();
            }
        }
    }

    /** A listener that takes no more connections, so that whoever wants one waits. */
    private static final class FullListener implements AutoCloseable {

        private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<Socket> taken = new ArrayList<>();

        FullListener() throws IOException {
            while (takesOneMore()) {
                assertThat(taken).hasSizeLessThan(100);
            }
        }

        Origin origin() {
            String host = listener.getInetAddress().getHostAddress();
            return new Origin(false, host, listener.getLocalPort(), host, "");
        }

        private boolean takesOneMore() throws IOException {
            Socket socket = new Socket();
            taken.add(socket);
            try {
                socket.connect(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), 200);
                return true;
            } catch (SocketTimeoutException e) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : taken) {
                socket.close();
            }
            listener.close();
        }
    }
}
