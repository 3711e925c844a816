package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Gateway;
import io.smg.distribution.Launched;
import io.smg.testkit.RawHttp;
import io.smg.testkit.ScriptedWorker;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent to take a gateway's memory, which has 256 MB of it, while others are served. */
@Timeout(150)
class BombsTest {

    private static final int MB = 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HEAD = "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String CHAT = "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private ScriptedWorker worker;
    private Gateway gateway;

    @BeforeEach
    void start() throws InterruptedException {
        // Not an engine: it would take as long over a prompt of 16 MB as a real one.
        worker = ScriptedWorker.answering(OK);
        List<String> arguments = Gateway.arguments(0, List.of(worker.url()), "--drain-settle-secs", "0");
        Launched process = Built.IMAGE.run(Map.of("SMG_JAVA_OPTS", "-Xmx256m"), arguments);
        gateway = Gateway.awaitReady(process);
    }

    @AfterEach
    void stop() {
        gateway.close();
        worker.close();
    }

    @Test
    void harmNobodyElse() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> others = threads.submit(() -> askOnAndOn(over));
            List<Callable<Integer>> bombs = new ArrayList<>(bombs());
            for (int i = 0; i < 20; i++) {
                bombs.add(this::largeBody);
            }
            List<Integer> statuses = new ArrayList<>();
            try {
                for (Future<Integer> bomb : threads.invokeAll(bombs)) {
                    statuses.add(bomb.get());
                }
            } finally {
                over.set(true);
            }

            assertThat(statuses).allMatch(status -> status == 0 || status / 100 == 4 || status == 503 || status == 200);
            assertThat(others.get()).isPositive();
        }
        assertThat(ask(CHAT.getBytes(StandardCharsets.UTF_8))).isEqualTo(200);
        assertThat(gateway.process().out().lines()).noneMatch(line -> line.contains("OutOfMemory"));
    }

    private List<Callable<Integer>> bombs() {
        return List.of(
                () -> status(CHUNKED + "1".repeat(20 * MB)),
                () -> status(CHUNKED + "1;" + "x".repeat(20 * MB)),
                () -> status(CHUNKED + "0\r\nX: " + "x".repeat(20 * MB)),
                () -> status(CHUNKED + "7fffffff\r\n" + "x".repeat(70 * MB)),
                () -> status(CHUNKED + "1;xxxxxxxx\r\nx\r\n".repeat(MB / 2) + "0\r\n\r\n"),
                () -> status("GET /" + "x".repeat(20 * MB)),
                () -> status("GET /v1/x HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(MB)),
                () -> status("GET /v1/x HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(20 * MB)),
                () -> ask(("[".repeat(100_000) + "]".repeat(100_000)).getBytes(StandardCharsets.UTF_8)),
                () -> ask(("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)).getBytes(StandardCharsets.UTF_8)),
                () -> ask(keys(1_000_000)),
                () -> ask(("{\"prompt\":\"" + "x".repeat(16 * MB) + "\"}").getBytes(StandardCharsets.UTF_8)),
                () -> ask(("{\"" + "x".repeat(16 * MB) + "\":1}").getBytes(StandardCharsets.UTF_8)),
                () -> ask(("{\"model\":\"" + "x".repeat(MB) + "\"}").getBytes(StandardCharsets.UTF_8)),
                () -> ask("{\"a\":1e999999999}".getBytes(StandardCharsets.UTF_8)),
                () -> ask(("{\"a\":" + "9".repeat(MB) + "}").getBytes(StandardCharsets.UTF_8)),
                () -> ask(new byte[] {'{', '"', (byte) 0xff, (byte) 0xc0, '"', ':', '1', '}'}),
                () -> ask("{\"a\":\"\\ud800\"}".getBytes(StandardCharsets.UTF_8)));
    }

    /** A hundred megabytes, of which the gateway takes as many as it likes. */
    private int largeBody() {
        byte[] body = new byte[MB];
        Arrays.fill(body, (byte) ' ');
        try (RawHttp client = connect()) {
            client.send(HEAD + "Content-Length: " + 100 * MB + "\r\n\r\n");
            try {
                for (int i = 0; i < 100; i++) {
                    client.send(body);
                }
            } catch (UncheckedIOException e) {
                // It has heard enough, and said why.
            }
            return client.read().status();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    private int askOnAndOn(AtomicBoolean over) {
        int count = 0;
        while (!over.get()) {
            int status = ask(CHAT.getBytes(StandardCharsets.UTF_8));
            assertThat(status).as("0 for a connection that was cut").isIn(200, 503);
            count += status == 200 ? 1 : 0;
        }
        return count;
    }

    private int ask(byte[] body) {
        try (RawHttp client = connect()) {
            return client.send(HEAD + "Content-Length: " + body.length + "\r\n\r\n")
                    .send(body)
                    .read()
                    .status();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    /** The status of what comes back, or 0 if the connection was cut while it was still being sent on. */
    private int status(String request) {
        try (RawHttp client = connect()) {
            return client.send(request).read().status();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    private RawHttp connect() {
        return RawHttp.connect(gateway.url().getPort()).patience(PATIENCE);
    }

    private static byte[] keys(int count) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            text.append("\"k").append(i).append("\":0,");
        }
        return text.append("\"z\":0}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
