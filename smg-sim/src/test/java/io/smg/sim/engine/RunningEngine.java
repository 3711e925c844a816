package io.smg.sim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** An engine on a free port, and a client's ways of asking it. */
final class RunningEngine implements AutoCloseable {

    static final String MODEL = "tiny";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Engine engine;

    RunningEngine(Timing timing, int maxRunning, int maxQueue) throws IOException {
        this(timing, maxRunning, maxRunning, maxQueue);
    }

    RunningEngine(Timing timing, int maxRunning, int maxPrefilling, int maxQueue) throws IOException {
        this.engine = new Engine(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new EngineConfig(MODEL, timing, maxRunning, maxPrefilling, maxQueue, 1024, 4, 3),
                new RequestIds());
    }

    /** The text of a chat request. */
    static String chat(String members, String... fields) {
        return post("/v1/chat/completions", "{\"model\":\"" + MODEL + "\"," + members + "\"messages\":[]}", fields);
    }

    /** The text of a POST. */
    static String post(String path, String body, String... fields) {
        StringBuilder text = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: sim\r\n");
        for (String field : fields) {
            text.append(field).append("\r\n");
        }
        return text.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    /** A connection that waits patiently. */
    RawHttp connect() {
        return RawHttp.connect(engine.port()).patience(PATIENCE);
    }

    /** The answer to a request. */
    RawAnswer ask(String request) {
        try (RawHttp client = connect()) {
            return client.send(request).read();
        }
    }

    /** The text that a GET gives. */
    String get(String path) {
        return ask("GET " + path + " HTTP/1.1\r\nHost: sim\r\n\r\n").bodyText();
    }

    /** Waits until what a GET gives contains a text. */
    void await(String path, String text) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String seen = get(path);
        while (!seen.contains(text) && System.nanoTime() < end) {
            seen = get(path);
        }
        assertThat(seen).contains(text);
    }

    @Override
    public void close() {
        try {
            engine.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
