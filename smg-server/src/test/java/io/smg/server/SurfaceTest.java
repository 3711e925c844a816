package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths and methods there are, who may use them, and how the gateway says no. */
class SurfaceTest {

    private final Engine engine = Engine.answering(Engine.OK);

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/chat/completions",
                "/v1/completions",
                "/v1/embeddings",
                "/v1/rerank",
                "/rerank",
                "/v1/classify",
                "/v1/responses",
                "/v1/messages",
                "/generate",
                "/v1/audio/transcriptions",
                "/v1/tokenize",
                "/v1/detokenize",
                "/tokenize",
                "/detokenize"
            })
    void passesInferenceByPostOnlyAndWithTheKey(String path) throws InterruptedException {
        try (Serving gateway = Serving.before(engine, "--api-key", "k")) {
            RawAnswer answer = gateway.ask(Serving.request("POST", path, "{}", "x-api-key: k"));
            RawAnswer get = gateway.ask(Serving.get(path, "x-api-key: k"));
            RawAnswer keyless = gateway.ask(Serving.request("POST", path, "{}"));

            assertThat(answer.bodyText()).isEqualTo("ok");
            assertThat(engine.next().request().line()).isEqualTo("POST " + path + " HTTP/1.1");
            assertThat(get.status()).isEqualTo(405);
            assertThat(get.field("Allow")).hasValue("POST");
            assertThat(keyless.status()).isEqualTo(401);
            assertThat(engine.waiting()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/get_model_info", "/get_server_info", "/health_generate", "/v1/other"})
    void passesWhatWorkersTellOfThemselvesToThoseWithTheKey(String path) throws InterruptedException {
        try (Serving gateway = Serving.before(engine, "--api-key", "k")) {
            RawAnswer answer = gateway.ask(Serving.get(path, "x-api-key: k"));
            RawAnswer keyless = gateway.ask(Serving.get(path));

            assertThat(answer.bodyText()).isEqualTo("ok");
            assertThat(engine.next().request().line()).isEqualTo("GET " + path + " HTTP/1.1");
            assertThat(keyless.status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/liveness", "/readiness"})
    void answersProbesWithoutAKey(String path) {
        try (Serving gateway = Serving.before(engine, "--api-key", "k")) {
            RawAnswer get = gateway.ask(Serving.get(path));
            RawAnswer head = gateway.ask(Serving.request("HEAD", path, ""));
            RawAnswer post = gateway.ask(Serving.request("POST", path, ""));

            assertThat(get.status()).isEqualTo(200);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.field("Content-Length")).isEqualTo(get.field("Content-Length"));
            assertError(post, 405, "method_not_allowed");
            assertThat(post.field("Allow")).hasValue("GET, HEAD");
        }
    }

    @Test
    void saysHowManyWorkersAreReady() {
        try (Serving gateway = Serving.before(engine)) {
            RawAnswer answer = gateway.ask(Serving.get("/readiness"));

            assertThat(answer.bodyText()).isEqualTo("{\"status\":\"ready\",\"healthy_workers\":1,\"total_workers\":1}");
            assertThat(answer.field("Content-Type")).hasValue("application/json");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 404",
        "GET, /nothing, 404",
        "GET, /health/, 404",
        "GET, //v1/models, 404",
        "GET, /%76%31/models, 404",
        "GET, /v1, 404",
        "OPTIONS, /v1/other, 405",
        "BREW, /v1/other, 405",
        "POST, /v1/models, 405",
        "OPTIONS, *, 405",
        "TRACE, /v1/other, 405",
        "CONNECT, gateway:80, 405",
    })
    void saysNoToWhatIsNotThere(String method, String target, int status) {
        try (Serving gateway = Serving.before(engine)) {
            RawAnswer answer = gateway.ask(Serving.request(method, target, ""));

            assertError(answer, status, status == 404 ? "not_found" : "method_not_allowed");
            assertThat(answer.field("Allow").isPresent()).isEqualTo(status == 405);
            assertThat(engine.waiting()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization: Bearer k", "authorization: bearer  k", "X-API-Key: k"})
    void takesTheKeyFromEitherField(String field) {
        try (Serving gateway = Serving.before(engine, "--api-key", "k")) {
            assertThat(gateway.ask(Serving.chat(field)).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Authorization: Bearer x", "Authorization: Basic k", "Authorization: k", "X-API-Key: kk", "X: k"
            })
    void refusesAWrongKeyBeforeItReadsTheBody(String field) {
        try (Serving gateway = Serving.before(engine, "--api-key", "k");
                RawHttp client = gateway.connect()) {
            client.send(
                    "POST " + Serving.CHAT + " HTTP/1.1\r\nHost: a\r\n" + field + "\r\nContent-Length: 100\r\n\r\n");
            RawAnswer answer = client.read();

            assertError(answer, 401, "invalid_api_key");
            assertThat(answer.field("WWW-Authenticate")).hasValue("Bearer");
            assertThat(answer.bodyText()).contains("Incorrect API key provided", "\"type\":\"authentication_error\"");
            assertThat(answer.field("Connection")).hasValue("close");
            assertThat(client.readUntilClose()).isEmpty();
        }
    }

    @Test
    void refusesABodyThatIsAnnouncedTooLargeBeforeItReadsIt() {
        try (Serving gateway = Serving.before(engine, "--max-payload-size", "1000");
                RawHttp client = gateway.connect()) {
            client.send("POST " + Serving.CHAT + " HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n");

            assertError(client.read(), 413, "payload_too_large");
            assertThat(client.readUntilClose()).isEmpty();
        }
    }

    @Test
    void refusesABodyThatBecomesTooLarge() {
        try (Serving gateway = Serving.before(engine, "--max-payload-size", "1000");
                RawHttp client = gateway.connect()) {
            client.send("POST " + Serving.CHAT + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n"
                    + "x".repeat(1001) + "\r\n");

            assertError(client.read(), 413, "payload_too_large");
            assertThat(client.readUntilClose()).isEmpty();
            assertThat(engine.waiting()).isZero();
        }
    }

    @Test
    void takesABodyOfTheLargestSize() {
        String body = "{\"x\":\"" + "x".repeat(992) + "\"}";
        try (Serving gateway = Serving.before(engine, "--max-payload-size", "1000")) {
            assertThat(gateway.ask(Serving.request("POST", Serving.CHAT, body)).status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "{\"a\":1", "{} x", "{}{}", "nonsense", "{\"model\":\"m\",\"model\":\"m\"}", "{'a':1}"})
    void refusesABodyThatHasNoOneMeaning(String body) {
        try (Serving gateway = Serving.before(engine);
                RawHttp client = gateway.connect()) {
            RawAnswer answer =
                    client.send(Serving.request("POST", Serving.CHAT, body)).read();

            assertError(answer, 400, "invalid_json");
            assertThat(answer.bodyText()).contains("\"type\":\"invalid_request_error\"", "\"param\":null");
            assertThat(client.send(Serving.chat()).read().bodyText()).isEqualTo("ok");
        }
    }

    @Test
    void shapesErrorsAsAnthropicsClientsExpectThem() {
        try (Serving gateway = Serving.before(engine)) {
            RawAnswer answer = gateway.ask(Serving.request("POST", "/v1/messages", "{", "X-Request-Id: i"));

            assertThat(answer.bodyText())
                    .isEqualTo("{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
                            + "\"message\":\"The request body is not valid JSON\"}}");
            assertThat(answer.field("X-SMG-Error-Code")).hasValue("invalid_json");
            assertThat(answer.field("request-id")).hasValue("i");
        }
    }

    @Test
    void tellsAnUnknownModelFromOneWithoutAReadyWorker() {
        try (Engine sick = Engine.probed(Engine.ok(Engine.MODELS), (request, peer) -> peer.close());
                Serving gateway = Serving.before(engine);
                Serving lonely = Serving.probing(List.of(sick.url()))) {
            gateway.await(
                    "models to be known",
                    () -> gateway.ask(Serving.get("/v1/models")).bodyText().contains("\"m\""));
            RawAnswer unknown = gateway.ask(Serving.request("POST", Serving.CHAT, "{\"model\":\"other\"}"));
            RawAnswer unavailable = lonely.ask(Serving.request("POST", Serving.CHAT, "{\"model\":\"m\"}"));
            RawAnswer unready = lonely.ask(Serving.get("/readiness"));

            assertError(unknown, 404, "model_not_found");
            assertError(unavailable, 503, "no_available_workers");
            assertThat(unavailable.field("Retry-After")).isPresent();
            assertThat(unready.status()).isEqualTo(503);
            assertThat(unready.bodyText()).contains("\"reason\":\"no worker is ready\"", "\"total_workers\":1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"model\":\"unknown\"}", "{\"model\":\"\"}", "{\"model\":\"m\"}", "[]"})
    void sendsARequestWithoutAModelToAnyWorker(String body) {
        try (Serving gateway = Serving.before(engine)) {
            gateway.await(
                    "models to be known",
                    () -> gateway.ask(Serving.get("/v1/models")).bodyText().contains("\"m\""));

            assertThat(gateway.ask(Serving.request("POST", Serving.CHAT, body)).bodyText())
                    .isEqualTo("ok");
        }
    }

    @Test
    void mergesModelListsAndKeepsEveryField() {
        String other = "{\"data\":[{\"id\":\"m\",\"owned_by\":\"them\"},{\"id\":\"n\",\"x\":{\"y\":[1.5,null]}}]}";
        try (Engine second = Engine.serving(other, (request, peer) -> peer.send(Engine.OK));
                Serving gateway = Serving.probing(List.of(engine.url(), second.url()))) {
            gateway.await(
                    "both to be ready",
                    () -> gateway.ask(Serving.get("/readiness")).bodyText().contains("\"healthy_workers\":2"));

            assertThat(gateway.ask(Serving.get("/v1/models")).bodyText())
                    .isEqualTo("{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"owned_by\":\"us\"},"
                            + "{\"id\":\"n\",\"x\":{\"y\":[1.5,null]}}]}");
        }
    }

    @Test
    void listsTheModelsToThoseWithTheKey() {
        try (Serving gateway = Serving.before(List.of(URI.create("http://127.0.0.1:1")), "--api-key", "k")) {
            assertThat(gateway.ask(Serving.get("/v1/models")).status()).isEqualTo(401);
            assertThat(gateway.ask(Serving.get("/v1/models", "x-api-key: k")).bodyText())
                    .isEqualTo("{\"object\":\"list\",\"data\":[]}");
        }
    }

    private static void assertError(RawAnswer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.field("X-SMG-Error-Code")).hasValue(code);
        assertThat(answer.field("Content-Type")).hasValue("application/json");
        assertThat(answer.bodyText()).contains("\"code\":\"" + code + "\"");
    }
}
