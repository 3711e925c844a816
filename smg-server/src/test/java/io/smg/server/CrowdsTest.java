package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.Pki;
import io.smg.testkit.RawHttp;
import io.smg.testkit.ScriptedWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thousand connections of each bad kind at once, while good requests run. */
@Timeout(120)
class CrowdsTest {

    private static final int CROWD = 1000;
    private static final String[] SHORT = {
        "--header-timeout-secs", "3", "--body-timeout-secs", "3", "--idle-timeout-secs", "3"
    };

    /** How many requests tell what is usual. */
    private static final int QUIET = 500;

    /**
     * What good requests may take on a machine that is busy with all else. Waiting for a bad one takes longer. What a
     * quiet machine shows is in docs/security.md.
     */
    private static final Duration SHORT_OF_A_DEADLINE = Duration.ofSeconds(1);

    /** The longest deadline and what a busy machine needs to look after all of them. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String HALF_A_HEAD = "POST /v1/x HTTP/1.1\r\nHost: a\r\nX: ";
    private static final String HALF_A_BODY = Front.request("POST", "/v1/chat/completions", "{\"a\":1}");
    private static final String HALF_A_CHUNK =
            "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"";
    private static final String HALF_A_HELLO = "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003";

    @Test
    void ofHalfRequestsAreAllClosedByTheirDeadlines() throws InterruptedException, ExecutionException {
        try (ScriptedWorker worker = Front.answering(Front.OK);
                Front front = Front.of(worker, SHORT)) {
            List<String> beginnings =
                    List.of("", HALF_A_HEAD, HALF_A_BODY.substring(0, HALF_A_BODY.length() - 3), HALF_A_CHUNK);

            assertAllAreClosedWhileOthersAreServed(front, beginnings, front::connect);
        }
    }

    @Test
    void ofHalfHandshakesAreAllClosedByTheirDeadlines(@TempDir Path directory)
            throws InterruptedException, ExecutionException {
        Pki authority = Pki.in(directory, "ca");
        Pki.Pair pair = authority.issue("server");
        SSLContext trust = authority.trusting();
        List<String> options = new ArrayList<>(List.of(SHORT));
        options.addAll(List.of("--tls-cert-path", pair.certificate().toString()));
        options.addAll(List.of("--tls-key-path", pair.key().toString()));
        try (ScriptedWorker worker = Front.answering(Front.OK);
                Front front = Front.of(worker, options.toArray(String[]::new))) {
            assertAllAreClosedWhileOthersAreServed(front, List.of("", HALF_A_HELLO), () -> encrypted(trust, front));
        }
    }

    private static void assertAllAreClosedWhileOthersAreServed(
            Front front, List<String> beginnings, Supplier<RawHttp> connecting)
            throws InterruptedException, ExecutionException {
        AtomicBoolean over = new AtomicBoolean();
        timesOf(QUIET, connecting);
        Duration quiet = p99(timesOf(QUIET, connecting));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Long>> good = threads.submit(() -> timesUntil(over, connecting));
            List<Callable<Boolean>> crowd = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                beginnings.forEach(beginning -> crowd.add(() -> isClosed(front, beginning)));
            }
            long closed = 0;
            for (Future<Boolean> one : threads.invokeAll(crowd)) {
                closed += one.get() ? 1 : 0;
            }
            over.set(true);

            assertThat(closed).isEqualTo((long) CROWD * beginnings.size());
            assertThat(p99(good.get())).isLessThan(longer(quiet.multipliedBy(2), SHORT_OF_A_DEADLINE));
        }
    }

    private static List<Long> timesOf(int requests, Supplier<RawHttp> connecting) {
        return Stream.generate(() -> timeOfOne(connecting)).limit(requests).toList();
    }

    private static List<Long> timesUntil(AtomicBoolean over, Supplier<RawHttp> connecting) {
        return Stream.generate(() -> timeOfOne(connecting))
                .takeWhile(time -> !over.get())
                .toList();
    }

    /** What a request takes, in nanoseconds, with a connection of its own; it must be served well. */
    private static long timeOfOne(Supplier<RawHttp> connecting) {
        long start = System.nanoTime();
        try (RawHttp client = connecting.get()) {
            assertThat(client.send(Front.chat()).read().statusLine()).isEqualTo("HTTP/1.1 200 OK");
        }
        return System.nanoTime() - start;
    }

    private static Duration p99(List<Long> times) {
        assertThat(times).isNotEmpty();
        return Duration.ofNanos(times.stream().sorted().toList().get(times.size() * 99 / 100));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static RawHttp encrypted(SSLContext trust, Front front) {
        try {
            Socket socket = trust.getSocketFactory()
                    .createSocket(
                            InetAddress.getLoopbackAddress(), front.gateway().port());
            socket.setTcpNoDelay(true);
            return RawHttp.over(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isClosed(Front front, String beginning) {
        try (RawHttp client = front.connect().patience(PATIENCE)) {
            client.send(beginning).readUntilClose();
            return true;
        }
    }
}
