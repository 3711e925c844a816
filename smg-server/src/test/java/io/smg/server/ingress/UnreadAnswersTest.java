package io.smg.server.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.server.exchange.Client;
import io.smg.server.exchange.ClientAnswer;
import io.smg.server.upstream.BrokenAnswerException;
import io.smg.testkit.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thousand clients at once that ask and don't read, on a clock that runs ten times as fast. */
@Timeout(120)
class UnreadAnswersTest {

    private static final int CROWD = 1000;
    private static final long PATIENCE = Duration.ofMinutes(10).toNanos();

    private final CountDownLatch unread = new CountDownLatch(CROWD);

    @Test
    void areEndedByTheirDeadlineWhileOthersAreServed() throws Exception {
        List<Socket> crowd = new ArrayList<>();
        try (AcceleratedListener listener = AcceleratedListener.start(10, this::answerEndlessly)) {
            long start = listener.now();
            for (int i = 0; i < CROWD; i++) {
                crowd.add(ask(listener.port()));
            }
            while (unread.getCount() > 0) {
                try (RawHttp other = RawHttp.connect(listener.port())) {
                    other.send("GET /health HTTP/1.1\r\nHost: a\r\n\r\n");
                    assertThat(other.read().status()).isEqualTo(200);
                }
                assertThat(listener.now() - start)
                        .as("%s are left", unread.getCount())
                        .isLessThan(PATIENCE);
            }

            assertThat(listener.now() - start)
                    .isGreaterThan(Duration.ofSeconds(60).toNanos());
        } finally {
            for (Socket client : crowd) {
                client.close();
            }
        }
    }

    /** Has little room for an answer. */
    private static Socket ask(int port) throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(4096);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        client.getOutputStream().write("GET /v1/x HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private void answerEndlessly(Client client, ClientAnswer answer) {
        try {
            answer.begin(200, "OK", List.of(), true);
            while (answer.pass((target, offset, length) -> length)) {
                // Until the client is taken to have left.
            }
        } catch (BrokenAnswerException e) {
            throw new AssertionError(e);
        } finally {
            unread.countDown();
        }
    }
}
