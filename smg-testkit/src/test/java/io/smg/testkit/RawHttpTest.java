package io.smg.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawHttpTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: 1\r\nX: 2\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nX: 1\r\nX: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;e\r\nllo\r\n0\r\nT: 1\r\n\r\n",
                "HTTP/1.1 200 OK\nX: 1\nX: 2\n\nhello"
            })
    void readsACompleteAnswer(String answer) {
        RawAnswer read = answerTo(answer);

        assertThat(read.complete()).isTrue();
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.values("x")).containsExactly("1", "2");
        assertThat(read.bodyText()).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n"
            })
    void tellsThatAnAnswerIsTorn(String answer) {
        RawAnswer read = answerTo(answer);

        assertThat(read.complete()).isFalse();
    }

    @Test
    void keepsTheChunksBesideTheirData() {
        RawAnswer read = answerTo("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n");

        assertThat(read.rawBody()).asString().isEqualTo("1\r\na\r\n0\r\n\r\n");
    }

    @Test
    void waitsForNoBodyBehindAnAnswerToHead() {
        try (ScriptedWorker worker = ScriptedWorker.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
                RawHttp client = RawHttp.connect(worker.port())) {
            RawAnswer read = client.send(GET).readForHead();

            assertThat(read.complete()).isTrue();
            assertThat(read.body()).isEmpty();
        }
    }

    @Test
    void tellsAResetFromAnEnd() {
        try (ScriptedWorker worker = ScriptedWorker.start((request, peer) -> peer.reset());
                RawHttp client = RawHttp.connect(worker.port())) {
            byte[] read = client.send(GET).readUntilClose();

            assertThat(read).isEmpty();
            assertThat(client.wasReset()).isTrue();
        }
    }

    @Test
    void canShutItsSendingHalfDown() {
        try (ScriptedWorker worker = ScriptedWorker.answering("HTTP/1.1 204 No Content\r\n\r\n");
                RawHttp client = RawHttp.connect(worker.port())) {
            client.send(GET).halfClose();
            RawAnswer read = client.read();

            assertThat(read.status()).isEqualTo(204);
            assertThat(client.readUntilClose()).isEmpty();
            assertThat(client.wasReset()).isFalse();
        }
    }

    private static RawAnswer answerTo(String answer) {
        try (ScriptedWorker worker = ScriptedWorker.start((request, peer) -> {
                    peer.send(answer);
                    peer.close();
                });
                RawHttp client = RawHttp.connect(worker.port())) {
            return client.send(GET).read();
        }
    }
}
