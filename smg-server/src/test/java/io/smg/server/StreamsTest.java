package io.smg.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.Gate;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Answers that come piece by piece. */
class StreamsTest {

    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String LAST = "0\r\n\r\n";

    @Test
    void sendsTheHeadBeforeTheFirstToken() {
        Gate token = new Gate();
        try (Engine engine = Engine.doing((request, peer) -> {
                    peer.send(HEAD);
                    token.pass();
                    peer.send("5\r\ntoken\r\n" + LAST);
                });
                Serving gateway = Serving.before(engine);
                RawHttp client = gateway.connect()) {
            RawAnswer head = client.send(Serving.chat()).readHead();
            token.open();

            assertThat(head.status()).isEqualTo(200);
            assertThat(chunk(client)).isEqualTo("token");
        }
    }

    @Test
    void passesEachPieceOnBeforeTheNextOneIsThere() {
        Gate[] pieces = {new Gate(), new Gate(), new Gate()};
        try (Engine engine = Engine.doing((request, peer) -> {
                    peer.send(HEAD);
                    for (int i = 0; i < pieces.length; i++) {
                        pieces[i].pass();
                        peer.send("8\r\ndata: " + i + "\n\r\n");
                    }
                    peer.send(LAST);
                });
                Serving gateway = Serving.before(engine);
                RawHttp client = gateway.connect()) {
            client.send(Serving.chat()).readHead();

            for (int i = 0; i < pieces.length; i++) {
                pieces[i].open();
                assertThat(chunk(client)).isEqualTo("data: " + i + "\n");
            }
        }
    }

    @Test
    void slowsTheWorkerOfASlowClient() throws InterruptedException {
        AtomicLong written = new AtomicLong();
        byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(ISO_8859_1);
        try (Engine engine = Engine.doing((request, peer) -> {
                    peer.send(HEAD);
                    for (int i = 0; i < 2000; i++) {
                        peer.send(chunk);
                        written.incrementAndGet();
                    }
                    peer.send(LAST);
                });
                Serving gateway = Serving.before(engine);
                RawHttp client = gateway.connect()) {
            client.send(Serving.chat()).readHead();
            engine.next();
            gateway.await("the worker to begin", () -> written.get() > 0);
            assertStalls(gateway, written);

            long total = 0;
            for (byte[] some = client.readSome(); !endsStream(some); some = client.readSome()) {
                total += some.length;
            }
            assertThat(total).isGreaterThan(2000L * 0x10000);
        }
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws InterruptedException {
        Gate first = new Gate();
        try (Engine engine = Engine.doing((request, peer) -> {
                    if (request.line().contains("/v1/1")) {
                        first.pass();
                    }
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
                            + request.line().substring(4, 9));
                });
                Serving gateway = Serving.before(engine);
                RawHttp client = gateway.connect()) {
            client.send(Serving.get("/v1/1") + Serving.get("/v1/2"));
            engine.next();
            client.send(Serving.get("/v1/3"));
            first.open();

            assertThat(client.read().bodyText()).isEqualTo("/v1/1");
            assertThat(client.read().bodyText()).isEqualTo("/v1/2");
            assertThat(client.read().bodyText()).isEqualTo("/v1/3");
        }
    }

    /** The next chunk's data. */
    private static String chunk(RawHttp client) {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("\r\n") || text.indexOf("\r\n") == text.length() - 2) {
            text.append(new String(client.readSome(), ISO_8859_1));
        }
        int start = text.indexOf("\r\n") + 2;
        return text.substring(start, text.indexOf("\r\n", start));
    }

    /** No more is written while the gateway answers a hundred other requests. */
    private static void assertStalls(Serving gateway, AtomicLong written) {
        long[] last = {-1, 0};
        gateway.await("the worker to stall", () -> {
            last[1] = written.get() == last[0] ? last[1] + 1 : 0;
            last[0] = written.get();
            return last[1] >= 100;
        });
        assertThat(written.get()).isLessThan(1000);
    }

    private static boolean endsStream(byte[] some) {
        return some.length == 0 || new String(some, ISO_8859_1).endsWith(LAST);
    }
}
