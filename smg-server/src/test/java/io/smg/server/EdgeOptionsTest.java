package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.RawAnswer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies and web pages, as the options of the edge have them. */
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
}
