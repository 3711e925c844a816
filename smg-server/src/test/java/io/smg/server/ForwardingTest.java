package io.smg.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import io.smg.testkit.RecordedRequest;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker gets of a request. */
class ForwardingTest {

    private final Engine engine = Engine.answering(Engine.OK);

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/x?",
                "/v1/%zz/%2F%2f/%E2%82%AC?q=a+b&c=%20;p",
                "/v1/a;p=1//b/../c?x=?&y=/",
                "/v1/\u00e9?\u00ff={}|^`\"<>\\",
            })
    void passesPathAndQueryAsTheyCame(String target) throws InterruptedException {
        RecordedRequest request = forwarded(Serving.get(target));

        assertThat(request.line()).isEqualTo("GET " + target + " HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "DELETE", "PUT", "PATCH", "POST"})
    void passesEveryMethodOnOtherPaths(String method) throws InterruptedException {
        RecordedRequest request = forwarded(Serving.request(method, "/v1/files/1", ""));

        assertThat(request.line()).isEqualTo(method + " /v1/files/1 HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "PUT", "PATCH", "POST", "GET"})
    void passesABodyWithEveryMethod(String method) throws InterruptedException {
        RecordedRequest request = forwarded(Serving.request(method, "/v1/files/1", "body"));

        assertThat(request.bodyText()).isEqualTo("body");
    }

    @Test
    void passesEveryByteOfABody() throws InterruptedException {
        StringBuilder body = new StringBuilder();
        IntStream.range(0, 300_000).forEach(i -> body.append((char) (i * 31 % 256)));

        RecordedRequest request = forwarded(Serving.request("POST", "/v1/other", body.toString()));

        assertThat(request.body()).isEqualTo(body.toString().getBytes(ISO_8859_1));
    }

    @Test
    void keepsWhiteSpaceAndEscapesOfAJsonBody() throws InterruptedException {
        String body = " {\t\"model\" : \"\\u006d\" ,\n\"x\":1.0e1, \"y\":\"\\/\"}\r\n";

        RecordedRequest request = forwarded(Serving.request("POST", Serving.CHAT, body));

        assertThat(request.bodyText()).isEqualTo(body);
    }

    /** Bodies, in ISO-8859-1, that are JSON, odd as they are. */
    static Stream<String> oddJson() {
        return Stream.of(
                "{\"a\":\"\\ud800\"}",
                "{\"a\":1e999999}",
                "{\"a\":\"" + "x".repeat(16 << 20) + "\"}",
                "{" + "\"k\":0,".repeat(100_000) + "\"z\":0}",
                "{\"a\":\"\u00f0\u009f\u0098\u0080\"}",
                "{\"a\":\"\u00c0\u0080\"}",
                "\u00ef\u00bb\u00bf{}");
    }

    @ParameterizedTest
    @MethodSource("oddJson")
    void keepsEveryByteOfOddJson(String body) throws InterruptedException {
        RecordedRequest request = forwarded(Serving.request("POST", Serving.CHAT, body));

        assertThat(request.body()).isEqualTo(body.getBytes(ISO_8859_1));
    }

    /** Bodies, in ISO-8859-1, that are none, could be read in two ways, or take too long to read. */
    static Stream<String> noJson() {
        return Stream.of(
                "{\"a\":\"\u00ff\"}",
                "{\"\u00ed\u00a0\u0080\":1}",
                "{\"model\":\"a\",\"model\":\"b\"}",
                "{\"a\":" + "9".repeat(1_000_000) + "}",
                "[".repeat(100_000) + "]".repeat(100_000),
                "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000),
                "{\"a\":\"\u0000\"}",
                "{}{}");
    }

    @ParameterizedTest
    @MethodSource("noJson")
    void passesNothingOnThatIsNoJsonToRead(String body) {
        try (Serving gateway = Serving.before(engine)) {
            RawAnswer answer = gateway.ask(Serving.request("POST", Serving.CHAT, body));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.field("X-SMG-Error-Code")).hasValue("invalid_json");
            assertThat(engine.waiting()).isZero();
        }
    }

    @Test
    void keepsOrderRepeatsCaseAndEveryByteOfFields() throws InterruptedException {
        List<String> fields =
                List.of("X-b: 2", "x_under_score: y", "X-A: 1", "X-b: 1", "X-High: caf\u00e9 \u00ff", "X-Empty:");

        RecordedRequest request = forwarded(Serving.chat(fields.toArray(String[]::new)));

        assertThat(request.headText().lines().map(String::strip))
                .containsSubsequence(
                        "X-b: 2", "x_under_score: y", "X-A: 1", "X-b: 1", "X-High: caf\u00e9 \u00ff", "X-Empty:");
    }

    @Test
    void dropsWhatBelongsToTheConnection() throws InterruptedException {
        RecordedRequest request = forwarded(Serving.chat(
                "Connection: X-Mine, keep-alive",
                "X-Mine: 1",
                "Keep-Alive: 5",
                "Proxy-Authorization: p",
                "Proxy-Connection: p",
                "TE: trailers",
                "Trailer: t",
                "Upgrade: h2c",
                "X-Helidon-Cn: n"));

        assertThat(names(request))
                .containsExactlyInAnyOrder(
                        "host",
                        "content-length",
                        "x-request-id",
                        "x-forwarded-for",
                        "x-forwarded-proto",
                        "x-forwarded-host");
    }

    @Test
    void saysWhoTheClientIsWhateverItSaysItself() throws InterruptedException {
        RecordedRequest request = forwarded(Serving.chat(
                "X-Forwarded-For: 1.2.3.4",
                "x-forwarded-proto: gopher",
                "X-Forwarded-Host: evil",
                "X-Request-Id: mine"));

        assertThat(request.field("X-Forwarded-For")).hasValue("127.0.0.1");
        assertThat(request.field("X-Forwarded-Proto")).hasValue("http");
        assertThat(request.field("X-Forwarded-Host")).hasValue("gateway");
        assertThat(request.field("X-Request-Id")).hasValue("mine");
        assertThat(names(request)).doesNotHaveDuplicates();
    }

    @Test
    void namesTheWorkerAsHost() throws InterruptedException {
        RecordedRequest request = forwarded(Serving.chat());

        assertThat(request.field("Host")).hasValue(engine.url().getAuthority());
    }

    @Test
    void makesAnIdWhereTheClientGivesNone() throws InterruptedException {
        try (Serving gateway = Serving.before(engine)) {
            String told = gateway.ask(Serving.chat()).field("X-Request-Id").orElseThrow();

            assertThat(engine.next().request().field("X-Request-Id")).hasValue(told);
            assertThat(told).startsWith("req-").hasSize(36);
        }
    }

    @Test
    void passesTheClientsKeysWhereTheGatewayAsksForNone() throws InterruptedException {
        RecordedRequest request = forwarded(Serving.chat("Authorization: Bearer c", "X-Api-Key: d"));

        assertThat(request.field("Authorization")).hasValue("Bearer c");
        assertThat(request.field("X-Api-Key")).hasValue("d");
    }

    @Test
    void keepsTheKeyForTheGatewayToItself() throws InterruptedException {
        RecordedRequest request =
                forwarded(Serving.chat("Authorization: Bearer secret", "X-Api-Key: secret"), "--api-key", "secret");

        assertThat(request.headText()).doesNotContain("secret");
        assertThat(names(request)).doesNotContain("authorization", "x-api-key");
    }

    @Test
    void replacesAnAliasAndNoOtherByte() throws InterruptedException {
        RecordedRequest request = forwarded(
                Serving.request("POST", Serving.CHAT, "{\"a\":\"gpt\", \"model\" : \"g\\u0070t\" ,\"b\":[ \"gpt\"]} "),
                "--model-alias",
                "gpt=m");

        assertThat(request.bodyText()).isEqualTo("{\"a\":\"gpt\", \"model\" : \"m\" ,\"b\":[ \"gpt\"]} ");
        assertThat(request.field("Content-Length")).hasValue(Integer.toString(request.body().length));
    }

    @Test
    void measuresABodyThatCameInChunks() throws InterruptedException {
        RecordedRequest request = forwarded("POST " + Serving.CHAT
                + " HTTP/1.1\r\nHost: gateway\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1;x=\"y\"\r\n{\r\n0A\r\n\"x\":\"yyyy\"\r\n1\r\n}\r\n0\r\nX-Trailer: t\r\n\r\n");

        assertThat(request.bodyText()).isEqualTo("{\"x\":\"yyyy\"}");
        assertThat(request.field("Content-Length")).hasValue("12");
        assertThat(names(request)).doesNotContain("transfer-encoding", "x-trailer");
    }

    @Test
    void letsAClientWaitForItsInvitationToSendABody() throws InterruptedException {
        try (Serving gateway = Serving.before(engine);
                RawHttp client = gateway.connect()) {
            client.send("POST /v1/x HTTP/1.1\r\nHost: gateway\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            int invitation = client.read().status();
            client.send("hi");

            assertThat(invitation).isEqualTo(100);
            assertThat(client.read().bodyText()).isEqualTo("ok");
            RecordedRequest request = engine.next().request();
            assertThat(request.bodyText()).isEqualTo("hi");
            assertThat(request.field("Expect")).isEmpty();
        }
    }

    private RecordedRequest forwarded(String request, String... options) throws InterruptedException {
        try (Serving gateway = Serving.before(engine, options)) {
            assertThat(gateway.ask(request).status()).isEqualTo(200);
            return engine.next().request();
        }
    }

    private static List<String> names(RecordedRequest request) {
        return request.headText()
                .lines()
                .skip(1)
                .filter(line -> !line.isEmpty())
                .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                .toList();
    }
}
