package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.Outcome;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import io.smg.testkit.ScriptedWorker;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets where a worker fails, and that the next one gets what it should. */
class BadWorkersTest {

    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    @Test
    void answersForAWorkerThatRefuses() {
        try (Serving gateway = Serving.before(List.of(nobody()))) {
            RawAnswer answer = gateway.ask(Serving.chat());

            assertError(answer, 502, "upstream_unreachable");
        }
    }

    @Test
    void goesToAnotherWorkerWhereOneRefuses() {
        try (Engine engine = Engine.answering(Engine.OK);
                Serving gateway = Serving.before(List.of(nobody(), engine.url()))) {
            gateway.assertServesCleanly();
            gateway.assertServesCleanly();
        }
    }

    @Test
    void goesToAnotherWorkerWhereOneClosesBeforeAnyByte() throws InterruptedException {
        try (Engine bad = Engine.doing((request, peer) -> peer.reset());
                Engine good = Engine.answering(Engine.OK);
                Serving gateway = Serving.before(List.of(bad.url(), good.url()))) {
            gateway.assertServesCleanly();

            assertThat(gateway.policy().nextOutcome()).isInstanceOf(Outcome.Failed.class);
            assertThat(gateway.policy().nextOutcome()).isInstanceOf(Outcome.Answered.class);
        }
    }

    @Test
    void answersForAWorkerThatResetsBeforeAnyByte() {
        try (Engine engine = Engine.badOnce((request, peer) -> peer.reset());
                Serving gateway = Serving.before(engine)) {
            assertError(gateway.ask(Serving.chat()), 502, "upstream_unreachable");
            gateway.assertServesCleanly();
        }
    }

    @Test
    void repeatsARequestOnceThatMetAStaleConnection() throws InterruptedException {
        AtomicInteger requests = new AtomicInteger();
        try (Engine engine = Engine.doing((request, peer) -> {
                    if (requests.incrementAndGet() == 2) {
                        peer.reset();
                    } else {
                        peer.send(Engine.OK);
                    }
                });
                Serving gateway = Serving.before(engine)) {
            gateway.assertServesCleanly();
            // The connection rests before the load is given back.
            gateway.await("the load to be zero", gateway.policy()::isIdle);
            gateway.assertServesCleanly();

            assertThat(requests).hasValue(3);
            assertThat(engine.next().peer())
                    .isSameAs(engine.next().peer())
                    .isNotSameAs(engine.next().peer());
            assertThat(gateway.policy().nextOutcome()).isInstanceOf(Outcome.Answered.class);
            assertThat(gateway.policy().nextOutcome()).isInstanceOf(Outcome.Answered.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nNo colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            })
    void answersForAWorkerThatTalksNonsense(String nonsense) {
        try (Engine engine = Engine.badOnce((request, peer) -> peer.send(nonsense));
                Serving gateway = Serving.before(engine)) {
            RawAnswer answer = gateway.ask(Serving.chat());

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.bodyText())
                    .doesNotContain("127.0.0.1", Integer.toString(engine.url().getPort()));
            gateway.assertServesCleanly();
        }
    }

    @Test
    void answersForAWorkerThatIsSilent() {
        try (Engine engine = Engine.badOnce((request, peer) -> {});
                Serving gateway = Serving.before(engine, "--request-timeout-secs", "1")) {
            assertError(gateway.ask(Serving.chat()), 504, "upstream_timeout");
            gateway.assertServesCleanly();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CHUNKED + "5\r\ntoken\r\n",
                CHUNKED + "5\r\ntok",
                CHUNKED + "x\r\n",
                CHUNKED + "5\r\ntokenX\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\ntoken",
            })
    void tearsTheAnswerThatAWorkerTears(String torn) throws InterruptedException {
        try (Engine engine = Engine.badOnce((request, peer) -> {
                    peer.send(torn);
                    peer.close();
                });
                Serving gateway = Serving.before(engine);
                RawHttp client = gateway.connect()) {
            RawAnswer answer = client.send(Serving.chat()).read();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.complete()).isFalse();
            assertThat(client.readUntilClose()).isEmpty();
            assertThat(gateway.policy().nextOutcome()).isInstanceOf(Outcome.Failed.class);
            gateway.assertServesCleanly();
        }
    }

    @Test
    void givesNoStrayBytesOfOneAnswerToTheNextRequest() {
        try (Engine engine = Engine.badOnce(
                        (request, peer) -> peer.send(Engine.OK + "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad"));
                Serving gateway = Serving.before(engine)) {
            gateway.assertServesCleanly();
            gateway.assertServesCleanly();
        }
    }

    private static void assertError(RawAnswer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.field("X-SMG-Error-Code")).hasValue(code);
        assertThat(answer.bodyText()).contains("\"code\":\"" + code + "\"").doesNotContain("127.0.0.1");
    }

    /** An address where nobody listens. */
    private static URI nobody() {
        try (ScriptedWorker gone = ScriptedWorker.answering("")) {
            return gone.url();
        }
    }
}
