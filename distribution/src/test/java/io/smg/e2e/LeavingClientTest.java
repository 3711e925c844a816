package io.smg.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.Peer;
import io.smg.testkit.RawHttp;
import io.smg.testkit.ScriptedWorker;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How soon a worker's connection is closed after the client has left, so that the engine stops. */
class LeavingClientTest {

    private static final int TIMES = 40;
    private static final double BAR_MILLIS = 50;

    /** How long a request has been waiting when its client leaves. */
    private static final Duration WAITED = Duration.ofMillis(30);

    private enum Stage {
        BEFORE_THE_FIRST_BYTE(""),
        MID_STREAM(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n8\r\ndata: 1\n\r\n");

        private final String answered;

        Stage(String answered) {
            this.answered = answered;
        }

        private String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    @ParameterizedTest
    @EnumSource
    void closesTheWorkersConnection(Stage stage) throws Exception {
        BlockingQueue<Peer> asked = new LinkedBlockingQueue<>();
        try (ScriptedWorker worker = ScriptedWorker.start((request, peer) -> {
                    if (request.line().startsWith("POST")) {
                        peer.send(stage.answered);
                        asked.add(peer);
                    } else {
                        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
                    }
                });
                Fleet fleet = Fleet.of(worker.url())) {
            List<Long> nanos = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                nanos.add(leave(fleet.url(), asked, stage));
            }
            Tally tally = new Tally(Map.of(Tally.OK, TIMES), nanos);
            FaultReport.row(
                    "client leaves " + stage.words() + ": the worker's connection is closed",
                    tally,
                    fleet.aftermath(),
                    "after %.1f ms (median), %.1f ms (longest)"
                            .formatted(millis(nanos, TIMES / 2), millis(nanos, TIMES - 1)));
            assertThat(millis(nanos, TIMES / 2)).isLessThan(BAR_MILLIS);
        }
    }

    private static long leave(URI gateway, BlockingQueue<Peer> asked, Stage stage) throws InterruptedException {
        Peer peer;
        try (RawHttp client = RawHttp.connect(gateway.getPort())) {
            String body = Clients.question(true, 5);
            client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: smg\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            peer = requireNonNull(asked.poll(10, TimeUnit.SECONDS), "the worker is asked");
            if (stage == Stage.MID_STREAM) {
                client.readSome();
            }
            LockSupport.parkNanos(WAITED.toNanos());
        }
        long start = System.nanoTime();
        peer.awaitLeft(Duration.ofSeconds(5));
        return System.nanoTime() - start;
    }

    private static double millis(List<Long> nanos, int rank) {
        return nanos.stream().sorted().toList().get(rank) / 1e6;
    }
}
