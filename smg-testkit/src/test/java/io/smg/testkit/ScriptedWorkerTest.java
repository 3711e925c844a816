package io.smg.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScriptedWorkerTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String POST = "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc";

    @Test
    void answersEachRequestOfAConnectionAndRecordsIt() {
        try (ScriptedWorker worker = ScriptedWorker.answering(OK);
                RawHttp client = RawHttp.connect(worker.port())) {
            RawAnswer first = client.send(POST).read();
            RawAnswer second = client.send("GET /y HTTP/1.1\r\nHost: h\r\n\r\n").read();

            assertThat(first.bodyText() + second.bodyText()).isEqualTo("okok");
            assertThat(worker.requests())
                    .extracting(RecordedRequest::line)
                    .containsExactly("POST /x HTTP/1.1", "GET /y HTTP/1.1");
            assertThat(worker.requests().getFirst().bodyText()).isEqualTo("abc");
            assertThat(worker.requests().getFirst().field("host")).contains("h");
            assertThat(worker.peers()).hasSize(1);
        }
    }

    @Test
    void keepsAChunkedRequestAsItCame() {
        try (ScriptedWorker worker = ScriptedWorker.answering(OK);
                RawHttp client = RawHttp.connect(worker.port())) {
            client.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2;a=b\r\nab\r\n0\r\nT: v\r\n\r\n")
                    .read();

            assertThat(worker.awaitRequest(1).bodyText()).isEqualTo("2;a=b\r\nab\r\n0\r\nT: v\r\n\r\n");
        }
    }

    @Test
    void pausesUntilItsTestLetsItGoOn() {
        Gate gate = new Gate();
        try (ScriptedWorker worker = ScriptedWorker.start((request, peer) -> {
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no");
                    gate.pass();
                    peer.send("k");
                });
                RawHttp client = RawHttp.connect(worker.port())) {
            RawAnswer head = client.send(POST).readHead();
            String before = new String(client.readSome(), ISO_8859_1);
            gate.open();
            String after = new String(client.readSome(), ISO_8859_1);

            assertThat(head.status()).isEqualTo(200);
            assertThat(before + "," + after).isEqualTo("o,k");
        }
    }

    @Test
    void noticesThatItsClientLeaves() {
        try (ScriptedWorker worker = ScriptedWorker.start((request, peer) -> {})) {
            RawHttp client = RawHttp.connect(worker.port()).send(POST);
            Peer peer = worker.awaitPeer(1);
            worker.awaitRequest(1);
            boolean before = peer.hasLeft();
            client.close();
            peer.awaitLeft(Duration.ofSeconds(5));

            assertThat(before).isFalse();
        }
    }

    @Test
    void failsAWaitThatIsInVain() {
        try (ScriptedWorker worker = ScriptedWorker.start((request, peer) -> {});
                RawHttp client = RawHttp.connect(worker.port())) {
            client.send(POST).patience(Duration.ofMillis(20));

            assertThatThrownBy(client::read).isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> worker.awaitPeer(1).awaitLeft(Duration.ofMillis(20)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("the client to leave");
        }
    }

    @Test
    void answersAHeadWhoseBodyNeverComes() {
        try (ScriptedWorker worker = ScriptedWorker.readingHeadsOnly((request, peer) -> peer.send(OK));
                RawHttp client = RawHttp.connect(worker.port())) {
            RawAnswer answer = client.send("POST / HTTP/1.1\r\nContent-Length: 1000\r\n\r\n")
                    .read();

            assertThat(answer.complete()).isTrue();
            assertThat(worker.awaitRequest(1).body()).isEmpty();
        }
    }
}
