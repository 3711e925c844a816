package io.smg.server.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.server.admin.EngineMetrics;
import io.smg.server.admin.FanOut;
import io.smg.server.admin.Fleet;
import io.smg.server.admin.Models;
import io.smg.server.admin.Probes;
import io.smg.server.admin.Workers;
import io.smg.server.config.EdgeConfig;
import io.smg.server.config.ListenerConfig;
import io.smg.server.config.WorkerAllow;
import io.smg.server.exchange.Client;
import io.smg.server.exchange.ClientAnswer;
import io.smg.server.observe.RequestObserver;
import io.smg.server.worker.Approach;
import io.smg.server.worker.ControlClient;
import io.smg.server.worker.WorkerRegistry;
import io.smg.testkit.RawHttp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long the listener waits for clients, on a clock that runs a hundred times as fast. */
class DeadlinesTest {

    private static final int SPEED = 100;
    private static final LongSupplier FAST = () -> System.nanoTime() * SPEED;

    private final Thread ticker = Thread.ofVirtual().unstarted(this::sweep);
    private final Listener listener = new Listener(
            new ListenerConfig("127.0.0.1", 0, 1000, List.of(), List.of(), EdgeConfig.DEFAULT),
            surface(),
            RequestObserver.NONE,
            () -> false,
            Duration.ofSeconds(1),
            FAST);

    private static SSLContext noTls() {
        throw new AssertionError("there are no workers here");
    }

    private static Surface surface() {
        WorkerRegistry nobody = new WorkerRegistry(
                spec -> {
                    throw new AssertionError("there are no workers here");
                },
                Duration.ZERO,
                FAST);
        ControlClient client =
                new ControlClient(Duration.ofSeconds(1), new Approach(DeadlinesTest::noTls, WorkerAllow.DEFAULT));
        Fleet fleet = new Fleet(nobody);
        return new Surface(
                DeadlinesTest::readAndAnswer,
                new Probes(nobody, () -> false),
                new Models(nobody),
                new Workers(nobody, WorkerAllow.DEFAULT),
                new FanOut(fleet, client),
                new EngineMetrics(fleet, client));
    }

    @BeforeEach
    void start() {
        listener.start();
        ticker.start();
    }

    @AfterEach
    void stop() {
        ticker.interrupt();
        listener.close();
    }

    private void sweep() {
        while (!Thread.currentThread().isInterrupted()) {
            listener.sweep();
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
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
        long start = FAST.getAsLong();
        try (RawHttp client = RawHttp.connect(listener.port())) {
            client.send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n").read();

            assertThat(client.readUntilClose()).isEmpty();
            assertThat(FAST.getAsLong() - start)
                    .isGreaterThan(Duration.ofSeconds(60).toNanos());
        }
    }

    private void assertClosedAfter(Duration time, String sent) {
        long start = FAST.getAsLong();
        try (RawHttp client = RawHttp.connect(listener.port())) {
            client.send(sent);

            assertThat(client.readUntilClose()).isEmpty();
            assertThat(FAST.getAsLong() - start).isGreaterThan(time.toNanos());
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
