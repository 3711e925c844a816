package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies, web pages, keys, and workers that are added over HTTP, as the options of the edge have them. */
@Timeout(60)
class EdgeOptionsTest {

    private static final String[] PROXY = {
        "X-Forwarded-For: 1.2.3.4", "X-Forwarded-For: 5.6.7.8", "X-Forwarded-Proto: https", "X-Forwarded-Host: front"
    };

    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engine.answering(
                "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: http://worker\r\nContent-Length: 2\r\n\r\nok");
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void takesATrustedProxysWordForWhereARequestCameFrom() throws InterruptedException {
        try (Serving gateway = Serving.before(engine, "--trusted-proxies", "10.0.0.0/8", "127.0.0.0/8")) {
            gateway.ask(Serving.chat(PROXY));

            var request = engine.next().request();
            assertThat(request.field("X-Forwarded-For")).hasValue("1.2.3.4, 5.6.7.8, 127.0.0.1");
            assertThat(request.field("X-Forwarded-Proto")).hasValue("https");
            assertThat(request.field("X-Forwarded-Host")).hasValue("front");
        }
    }

    @Test
    void takesNobodyElsesWord() throws InterruptedException {
        try (Serving gateway = Serving.before(engine, "--trusted-proxies", "10.0.0.0/8")) {
            gateway.ask(Serving.chat(PROXY));

            var request = engine.next().request();
            assertThat(request.field("X-Forwarded-For")).hasValue("127.0.0.1");
            assertThat(request.field("X-Forwarded-Proto")).hasValue("http");
            assertThat(request.field("X-Forwarded-Host")).hasValue("gateway");
        }
    }

    @Test
    void letsEveryPageAskUnlessOriginsAreNamed() throws InterruptedException {
        try (Serving gateway = Serving.before(engine, "--api-key", "k")) {
            RawAnswer answer = gateway.ask(Serving.chat("Origin: http://page", "Authorization: Bearer k"));
            engine.next();
            RawAnswer preflight = gateway.ask(Serving.request(
                    "OPTIONS",
                    Serving.CHAT,
                    "",
                    "Origin: http://page",
                    "Access-Control-Request-Method: POST",
                    "Access-Control-Request-Headers: authorization,x-other"));

            assertThat(answer.values("Access-Control-Allow-Origin")).containsExactly("*");
            assertThat(answer.field("Access-Control-Expose-Headers")).hasValue("*");
            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.field("Access-Control-Allow-Methods"))
                    .hasValueSatisfying(m -> assertThat(m).contains("POST"));
            assertThat(preflight.field("Access-Control-Allow-Headers")).hasValue("authorization,x-other");
            assertThat(preflight.field("Access-Control-Max-Age")).hasValue("3600");
        }
    }

    @Test
    void letsTheNamedPagesAskAndNoOther() throws InterruptedException {
        try (Serving gateway = Serving.before(engine, "--cors-allowed-origins", "https://ours")) {
            RawAnswer ours = gateway.ask(Serving.chat("Origin: https://ours"));
            RawAnswer other = gateway.ask(Serving.chat("Origin: https://other"));
            engine.next();
            engine.next();
            RawAnswer preflight = gateway.ask(Serving.request(
                    "OPTIONS", Serving.CHAT, "", "Origin: https://other", "Access-Control-Request-Method: POST"));

            assertThat(ours.values("Access-Control-Allow-Origin")).containsExactly("https://ours");
            assertThat(ours.field("Vary")).hasValue("Origin");
            assertThat(ours.field("Access-Control-Expose-Headers")).hasValue("x-request-id");
            assertThat(other.field("Vary")).hasValue("Origin");
            assertThat(other.values("Access-Control-Allow-Origin")).doesNotContain("https://other", "*");
            assertThat(preflight.field("Access-Control-Allow-Origin")).isEmpty();
            assertThat(preflight.field("Access-Control-Allow-Methods")).isEmpty();
        }
    }

    @Test
    void saysNothingOfPagesToWhoIsNone() throws InterruptedException {
        try (Serving gateway = Serving.before(engine)) {
            RawAnswer answer = gateway.ask(Serving.chat());
            engine.next();

            assertThat(answer.values("Access-Control-Allow-Origin")).containsExactly("http://worker");
            assertThat(gateway.ask(Serving.request("OPTIONS", Serving.CHAT, "")).status())
                    .isEqualTo(405);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Origin: http://page", "X-Forwarded-For: 8.8.8.8", "Forwarded: for=8.8.8.8", "Via: 1.1 proxy"})
    void letsNoPageAndNoProxyOfThisMachineChangeAGatewayWithoutKeys(String field) {
        try (Serving gateway = Serving.before(engine)) {
            String worker = "{\"url\":\"http://127.0.0.1:1\"}";

            assertThat(gateway.ask(Serving.request("POST", "/workers", worker, field))
                            .status())
                    .isEqualTo(403);
            assertThat(gateway.ask(Serving.request("POST", "/workers", worker)).status())
                    .isEqualTo(202);
        }
        try (Serving gateway = Serving.before(engine, "--api-key", "k")) {
            assertThat(gateway.ask(Serving.get("/workers", field, "x-api-key: k"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void readsAChangedFileOfKeysAgain(@TempDir Path directory) throws IOException, InterruptedException {
        Path keys = Files.writeString(directory.resolve("keys"), "team: old\n");
        try (Serving gateway = Serving.before(engine, "--api-key-file", keys.toString())) {
            assertThat(gateway.ask(Serving.chat("x-api-key: old")).status()).isEqualTo(200);
            engine.next();

            Files.writeString(keys, "team: new\nother: second\n");
            gateway.readAgain();

            assertThat(gateway.ask(Serving.chat("x-api-key: old")).status()).isEqualTo(401);
            assertThat(gateway.ask(Serving.chat("Authorization: Bearer new")).status())
                    .isEqualTo(200);
            assertThat(gateway.ask(Serving.chat("Authorization: bearer second")).status())
                    .isEqualTo(200);
            engine.next();
            engine.next();

            Files.writeString(keys, "");
            gateway.readAgain();
            assertThat(gateway.ask(Serving.chat("x-api-key: new")).status()).isEqualTo(200);
            engine.next();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Nothing: right",
                "x-api-key: wrong",
                "x-api-key: righ",
                "x-api-key: right2",
                "x-api-key: RIGHT",
                "x-api-key:",
                "x-api-key: righ\u00f4",
                "api-key: right",
                "Authorization: right",
                "Authorization: Bearer",
                "Authorization: Bearer righ",
                "Authorization: Bearer right, Bearer right",
                "Authorization: Basic cmlnaHQ=",
                "Authorization: Bearer wrong\r\nx-api-key: right",
                "Authorization: Bearer other-workers"
            })
    void refusesWhatIsNotItsKey(String field) {
        try (Serving gateway = Serving.before(engine, "--api-key", "right")) {
            for (String path : List.of(Serving.CHAT, "/v1/anything", "/workers", "/flush_cache")) {
                RawAnswer answer = gateway.ask(Serving.request("POST", path, "{}", field));

                assertThat(answer.status()).as(path).isEqualTo(401);
                assertThat(answer.field("WWW-Authenticate")).hasValue("Bearer");
                assertThat(answer.bodyText())
                        .contains("Incorrect API key provided")
                        .doesNotContain("right");
            }
            assertThat(engine.waiting()).isZero();
        }
    }

    @Test
    void refusesTwoKeysAndOnesThatNoHeadHoldsAsBadRequests() {
        try (Serving gateway = Serving.before(engine, "--api-key", "right")) {
            String key = "Authorization: Bearer right";

            assertThat(gateway.ask(Serving.chat(key, key)).status()).isEqualTo(400);
            assertThat(gateway.ask(Serving.chat("x-api-key: " + "k".repeat(64 * 1024)))
                            .status())
                    .isEqualTo(431);
            assertThat(engine.waiting()).isZero();
        }
    }

    @Test
    void refusesAWrongKeyWithoutWaitingForTheBody() {
        String head =
                "POST " + Serving.CHAT + " HTTP/1.1\r\nHost: a\r\nx-api-key: wrong\r\nContent-Length: 100\r\n\r\n";
        try (Serving gateway = Serving.before(engine, "--api-key", "right");
                RawHttp client = gateway.connect()) {
            RawAnswer answer = client.send(head).read();

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.field("Connection")).as("the body is not read").hasValue("close");
            assertThat(client.readUntilClose()).isEmpty();
        }
    }

    @Test
    void sendsTheWorkersKeyToWorkersOfItsOwnAndNotToThoseThatWereAdded(@TempDir Path directory)
            throws IOException, InterruptedException {
        Path keys = Files.writeString(directory.resolve("worker-key"), "fleet-key\n");
        String[] options = {"--worker-api-key-file", keys.toString(), "--api-key", "ours"};
        try (Serving gateway = Serving.before(engine, options)) {
            gateway.ask(Serving.chat("Authorization: Bearer ours"));
            assertThat(engine.next().request().field("Authorization")).hasValue("Bearer fleet-key");
        }
        try (Serving gateway = Serving.probing(List.of(Front.nobody()), options)) {
            gateway.ask(Serving.request(
                    "POST", "/workers", "{\"url\":\"" + engine.url() + "\"}", "Authorization: Bearer ours"));
            gateway.await(
                    "the worker is ready",
                    () -> gateway.ask(Serving.get("/readiness")).status() == 200);
            gateway.ask(Serving.chat("Authorization: Bearer ours"));
            assertThat(engine.next().request().field("Authorization")).isEmpty();
        }
    }

    @Test
    void sendsTheKeyThatIsNowInTheFileOfTheWorkers(@TempDir Path directory) throws IOException, InterruptedException {
        Path keys = Files.writeString(directory.resolve("worker-key"), "first\n");
        try (Serving gateway = Serving.before(engine, "--worker-api-key-file", keys.toString())) {
            gateway.ask(Serving.chat());
            assertThat(engine.next().request().field("Authorization")).hasValue("Bearer first");

            Files.writeString(keys, "second\n");
            gateway.readAgain();

            gateway.ask(Serving.chat());
            assertThat(engine.next().request().field("Authorization")).hasValue("Bearer second");
        }
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
