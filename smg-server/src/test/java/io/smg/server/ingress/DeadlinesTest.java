package io.smg.server.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.server.exchange.Client;
import io.smg.server.exchange.ClientAnswer;
import io.smg.testkit.RawHttp;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long the listener waits for clients, on a clock that runs a hundred times as fast. */
class DeadlinesTest {

    private final AcceleratedListener listener = AcceleratedListener.start(100, DeadlinesTest::readAndAnswer);

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void concernAListenerThatKnowsWhetherItIsStillThere() {
        assertThat(listener.isLost()).isFalse();

        listener.close();

        assertThat(listener.isLost()).isTrue();
    }

    @Test
    void closesAConnectionWhoseHeadTakesTooLong() {
        assertClosedAfter(Duration.ofSeconds(10), "GET /health HTTP/1.1\r\nHost:");
    }

    @Test
    void closesAConnectionWhoseBodyTakesTooLong() {
        assertClosedAfter(
                Duration.ofSeconds(30), "POST /v1/completions HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
    }

    @Test
    void closesAConnectionThatSaysNothing() {
        assertClosedAfter(Duration.ofSeconds(60), "");
    }

    @Test
    void closesAConnectionThatIsIdleAfterARequest() {
        long start = listener.now();
        try (RawHttp client = RawHttp.connect(listener.port())) {
            client.send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n").read();

            assertThat(client.readUntilClose()).isEmpty();
            assertThat(listener.now() - start)
                    .isGreaterThan(Duration.ofSeconds(60).toNanos());
        }
    }

    private void assertClosedAfter(Duration time, String sent) {
        long start = listener.now();
        try (RawHttp client = RawHttp.connect(listener.port())) {
            client.send(sent);

            assertThat(client.readUntilClose()).isEmpty();
            assertThat(listener.now() - start).isGreaterThan(time.toNanos());
        }
    }

    private static void readAndAnswer(Client client, ClientAnswer answer) {
        byte[] body = new byte[100];
        int size = 0;
        while (size >= 0) {
            size = client.readBody(body, 0, body.length);
        }
        answer.send(200, "text/plain", new byte[] {'o', 'k'});
    }
}
