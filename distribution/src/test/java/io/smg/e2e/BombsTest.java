package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Gateway;
import io.smg.testkit.Peer;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import io.smg.testkit.RecordedRequest;
import io.smg.testkit.ScriptedWorker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent to take a gateway's memory, which has 128 MB of it, while others are served. */
@Timeout(150)
class BombsTest {

    private static final int MB = 1024 * 1024;
    private static final int AT_ONCE = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HEAD = "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String CHAT = "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String HARMLESS = "/harmless";

    /** Twice the gateway's memory, for whoever inflates it. */
    private static final byte[] GZIP = gzip();

    /** Not an engine: it would take as long over a prompt of 16 MB as a real one. */
    private final ScriptedWorker worker = ScriptedWorker.start(BombsTest::answer);

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void ofClientsHarmNobodyElse() throws Exception {
        try (Gateway gateway = start(List.of(at(HARMLESS)))) {
            List<Integer> statuses = throwAll(gateway);

            assertThat(statuses).allMatch(status -> status == 0 || status / 100 == 4 || status == 503 || status == 200);
            assertThat(statuses).contains(400, 413, 414, 431);
            assertStands(gateway);
        }
    }

    @Test
    void ofWorkersHarmNobodyElse() throws Exception {
        List<URI> workers = new ArrayList<>(List.of(at(HARMLESS)));
        for (int i = 0; i < AT_ONCE; i++) {
            workers.add(at("/" + i));
        }
        try (Gateway gateway = start(workers, "--health-check-interval", "100ms")) {
            for (int i = 0; i < 10; i++) {
                assertThat(bodyOf(gateway, "/engine_metrics")).contains("AnswerTooLong", "q{");
                assertThat(bodyOf(gateway, "/get_loads")).contains("AnswerTooLong");
            }
            assertStands(gateway);
        }
    }

    @Test
    void thatAreCompressedStayAsTheyAre() throws Exception {
        try (Gateway gateway = start(List.of(at("/compressed")));
                RawHttp client = connect(gateway)) {
            String head = HEAD + "Content-Encoding: gzip\r\nContent-Length: " + GZIP.length + "\r\n\r\n";
            RawAnswer answer = client.send(head).send(GZIP).read();

            assertThat(answer.body()).isEqualTo(GZIP);
            assertThat(worker.requests())
                    .filteredOn(request -> request.line().startsWith("POST "))
                    .singleElement()
                    .satisfies(request -> assertThat(request.body()).isEqualTo(GZIP));
            assertThat(bodyOf(gateway, "/v1/models")).isEqualTo("{\"object\":\"list\",\"data\":[]}");
            assertStands(gateway);
        }
    }

    /** A worker that is harmless, compresses whatever it says, or never comes to an end with it. */
    private static void answer(RecordedRequest request, Peer peer) throws IOException {
        if (request.line().contains("/compressed/")) {
            peer.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + GZIP.length + "\r\n\r\n");
            peer.send(GZIP);
        } else if (request.line().contains(HARMLESS + "/metrics ")) {
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nq 1\n");
        } else if (request.line().contains(HARMLESS) || request.line().contains("/v1/chat")) {
            peer.send(OK);
        } else {
            peer.send("HTTP/1.1 200 OK\r\n\r\n{\"data\":[\"");
            while (!peer.hasLeft()) {
                peer.send("x".repeat(MB));
            }
        }
    }

    private List<Integer> throwAll(Gateway gateway) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> others = threads.submit(() -> askOnAndOn(gateway, over));
            try {
                for (Callable<Integer> bomb : bombs(gateway)) {
                    for (Future<Integer> one : threads.invokeAll(Collections.nCopies(AT_ONCE, bomb))) {
                        statuses.add(one.get());
                    }
                }
            } finally {
                over.set(true);
            }
            assertThat(others.get()).isPositive();
        }
        return statuses;
    }

    private static List<Callable<Integer>> bombs(Gateway gateway) {
        List<Callable<Integer>> bombs = new ArrayList<>(List.of(() -> largeBody(gateway)));
        Stream.of(
                        CHUNKED + "1".repeat(20 * MB),
                        CHUNKED + "1;" + "x".repeat(20 * MB),
                        CHUNKED + ("1;" + "x".repeat(8190) + "\r\nx\r\n").repeat(2000),
                        CHUNKED + ("1;" + "x".repeat(250) + "\r\nx\r\n").repeat(50_000) + "0\r\n\r\n",
                        CHUNKED + "0\r\nX: " + "x".repeat(20 * MB),
                        CHUNKED + "7fffffff\r\n" + "x".repeat(40 * MB),
                        CHUNKED + "1;xxxxxxxx\r\nx\r\n".repeat(MB / 2) + "0\r\n\r\n",
                        "GET /" + "x".repeat(20 * MB),
                        "GET /v1/x HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(MB),
                        "GET /v1/x HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(20 * MB),
                        HEAD + "Content-Length: 200000000\r\n\r\n",
                        post("[".repeat(100_000) + "]".repeat(100_000)),
                        post("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)),
                        post(keys(1_000_000)),
                        post("{\"prompt\":\"" + "x".repeat(16 * MB) + "\"}"),
                        post("{\"" + "x".repeat(16 * MB) + "\":1}"),
                        post("{\"model\":\"" + "x".repeat(MB) + "\"}"),
                        post("{\"a\":1e999999999}"),
                        post("{\"a\":" + "9".repeat(MB) + "}"),
                        post("{\"\u00ff\u00c0\":1}"),
                        post("{\"a\":\"\\ud800\"}"))
                .map(request -> request.getBytes(StandardCharsets.ISO_8859_1))
                .forEach(request -> bombs.add(() -> status(gateway, request)));
        return bombs;
    }

    /** A hundred megabytes, of which the gateway takes as many as it likes. */
    private static int largeBody(Gateway gateway) {
        byte[] body = new byte[MB];
        Arrays.fill(body, (byte) ' ');
        try (RawHttp client = connect(gateway)) {
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

    private static int askOnAndOn(Gateway gateway, AtomicBoolean over) {
        byte[] chat = post(CHAT).getBytes(StandardCharsets.ISO_8859_1);
        int count = 0;
        while (!over.get()) {
            int status = status(gateway, chat);
            assertThat(status).as("0 for a connection that was cut").isIn(200, 503);
            count += status == 200 ? 1 : 0;
        }
        return count;
    }

    private static void assertStands(Gateway gateway) {
        assertThat(status(gateway, post(CHAT).getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(200);
        assertThat(gateway.process().out().lines()).noneMatch(line -> line.contains("OutOfMemory"));
    }

    /** The status of what comes back, or 0 if the connection was cut while it was still being sent on. */
    private static int status(Gateway gateway, byte[] request) {
        try (RawHttp client = connect(gateway)) {
            return client.send(request).read().status();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    private static String bodyOf(Gateway gateway, String path) {
        try (RawHttp client = connect(gateway)) {
            return client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n")
                    .read()
                    .bodyText();
        }
    }

    private static Gateway start(List<URI> workers, String... options) throws InterruptedException {
        List<String> arguments = Gateway.arguments(0, workers, options);
        arguments.addAll(List.of("--drain-settle-secs", "0"));
        return Gateway.awaitReady(Built.IMAGE.run(Map.of("SMG_JAVA_OPTS", "-Xmx128m"), arguments));
    }

    private URI at(String path) {
        return URI.create(worker.url() + path);
    }

    private static RawHttp connect(Gateway gateway) {
        return RawHttp.connect(gateway.url().getPort()).patience(PATIENCE);
    }

    private static String post(String body) {
        return HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String keys(int count) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            text.append("\"k").append(i).append("\":0,");
        }
        return text.append("\"z\":0}").toString();
    }

    private static byte[] gzip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < 256; i++) {
                gzip.write(new byte[MB]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
