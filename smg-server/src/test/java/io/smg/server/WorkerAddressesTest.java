package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.RawAnswer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where workers may be that somebody adds over HTTP. */
@Timeout(60)
class WorkerAddressesTest {

    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engine.answering(Engine.OK);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest",
                "http://[::ffff:169.254.169.254]",
                "http://[::ffff:a9fe:a9fe]/",
                "http://[fe80::1]",
                "http://2852039166",
                "http://0251.0376.0251.0376",
                "http://169.254.43518",
                "file:///etc/passwd",
                "unix:/run/docker.sock",
                "ftp://a",
                "http://user:pass@127.0.0.1",
                "//127.0.0.1",
                ""
            })
    void addsNoWorkerWhereNoneMayBe(String url) {
        try (Serving gateway = Serving.before(engine)) {
            RawAnswer answer = gateway.ask(Serving.request("POST", "/workers", "{\"url\":\"" + url + "\"}"));

            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.1",
                "0x7f.1",
                "0x7f000001",
                "0177.0.0.1",
                "2130706433",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[0:0:0:0:0:ffff:7f00:0001]"
            })
    void connectsToNoAddressThatIsNotAllowedHoweverItIsSpelt(String host) {
        try (Serving gateway = Serving.before(List.of(Front.nobody()), "--worker-allow", "10.0.0.0/8")) {
            String url = engine.url().toString().replace("127.0.0.1", host);
            RawAnswer added = gateway.ask(Serving.request("POST", "/workers", "{\"url\":\"" + url + "\"}"));

            // A literal can't change, and is refused at once; what else it may stand for is seen when it is used.
            assertThat(added.status()).isIn(202, 400);
            assertThat(gateway.ask(Serving.chat()).status()).isEqualTo(502);
            assertThat(engine.waiting()).isZero();
        }
    }

    @Test
    void connectsToAnAllowedAddressThatHasAName() throws InterruptedException {
        try (Serving gateway = Serving.before(List.of(Front.nobody()), "--worker-allow", "127.0.0.0/8", "::1")) {
            String url = engine.url().toString().replace("127.0.0.1", "localhost");
            gateway.ask(Serving.request("POST", "/workers", "{\"url\":\"" + url + "\"}"));

            assertThat(gateway.ask(Serving.chat()).status()).isEqualTo(200);
            engine.next();
        }
    }
}
