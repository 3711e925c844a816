package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.Peer;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import io.smg.testkit.ScriptedWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway that has been told to stop. */
@Timeout(60)
class StoppingTest {

    private static final String STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n";

    private final LinkedBlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
    private final ScriptedWorker worker = Front.worker((request, peer) -> {
        peer.send(request.line().contains("/completions") ? STREAM : Front.OK);
        peers.add(peer);
    });

    @Test
    void servesOnForAWhileAndSaysThatItStops() throws InterruptedException {
        try (worker;
                Front front = Front.of(worker, "--drain-settle-secs", "30", "--shutdown-grace-period-secs", "31");
                RawHttp client = front.connect()) {
            RawAnswer before = client.send(ask("/v1/embeddings")).read();
            Thread settling = Thread.startVirtualThread(() -> settle(front.gateway()));
            Front.await("it is not ready", () -> front.ask(get("/readiness")).status() == 503);
            RawAnswer after = client.send(ask("/v1/embeddings")).read();

            assertThat(before.field("Connection")).isEmpty();
            assertThat(after.status()).isEqualTo(200);
            assertThat(after.field("Connection")).hasValue("close");
            assertThat(client.readUntilClose()).isEmpty();
            assertThat(front.ask(get("/readiness")).bodyText()).contains("\"reason\":\"draining\"");
            assertThat(front.ask(get("/health")).status()).isEqualTo(200);
            settling.interrupt();
            assertThat(settling.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void letsARunningStreamFinish() throws Exception {
        try (worker;
                Front front = Front.of(worker, "--drain-settle-secs", "0", "--shutdown-grace-period-secs", "30");
                RawHttp client = front.connect()) {
            client.send(Front.chat()).readHead();
            @Nullable Peer peer = peers.poll(10, TimeUnit.SECONDS);
            assertThat(peer).isNotNull();
            Thread stopping = Thread.startVirtualThread(front::close);
            Front.await("it accepts nobody", () -> isRefused(front));
            finish(peer);

            assertThat(new String(client.readUntilClose(), StandardCharsets.US_ASCII))
                    .contains("data: 1", "data: 2")
                    .endsWith("0\r\n\r\n");
            assertThat(stopping.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void waitsForNoConnectionThatIsIdle() throws InterruptedException {
        try (worker;
                Front front = Front.of(worker, "--drain-settle-secs", "0", "--shutdown-grace-period-secs", "60");
                RawHttp client = front.connect()) {
            client.send(ask("/v1/embeddings")).read();
            Thread stopping = Thread.startVirtualThread(front::close);

            assertThat(client.readUntilClose()).isEmpty();
            assertThat(stopping.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void tellsTheClientOfAStreamThatDoesNotFinish() {
        try (worker;
                Front front = Front.of(worker, "--drain-settle-secs", "0", "--shutdown-grace-period-secs", "2");
                RawHttp client = front.connect()) {
            client.send(Front.chat());
            Front.await("the stream runs", () -> !peers.isEmpty());
            Thread stopping = Thread.startVirtualThread(front::close);
            RawAnswer answer = client.read();

            assertThat(answer.complete()).isFalse();
            assertThat(answer.bodyText()).startsWith("data: 1\n\n").contains("data: {\"error\":{");
            assertThat(join(stopping)).isTrue();
        }
    }

    private static boolean join(Thread thread) {
        try {
            return thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void finish(Peer peer) throws IOException {
        peer.send("9\r\ndata: 2\n\n\r\n0\r\n\r\n");
    }

    private static boolean isRefused(Front front) {
        try (RawHttp probe = front.connect()) {
            return probe.patience(Duration.ofSeconds(1)).send(get("/health")).readUntilClose().length == 0;
        } catch (UncheckedIOException | AssertionError e) {
            return true;
        }
    }

    private static void settle(Gateway gateway) {
        try {
            gateway.settle();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String ask(String path) {
        return Front.request("POST", path, "{}");
    }

    private static String get(String path) {
        return Front.request("GET", path, "");
    }
}
