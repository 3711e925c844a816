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

/** Keys that clients show, and those that workers get instead. */
@Timeout(60)
class ClientKeysTest {

    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = Engine.answering(Engine.OK);
    }

    @AfterAll
    static void close() {
        engine.close();
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
                "Authorization: Bearer wrong\r\nx-api-key: right"
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
}
