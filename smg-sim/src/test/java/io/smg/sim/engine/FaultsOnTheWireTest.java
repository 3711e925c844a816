package io.smg.sim.engine;

import static io.smg.sim.engine.RunningEngine.chat;
import static io.smg.sim.engine.RunningEngine.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsOnTheWireTest {

    private static final String STREAM = "\"stream\":true,\"max_tokens\":5,";

    private final RunningEngine engine;

    FaultsOnTheWireTest() throws IOException {
        engine = new RunningEngine(Timing.NONE, 8, 8);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void sendsStatus() {
        RawAnswer answer = engine.ask(chat("", "x-sim-fault: status=429;retry-after=2"));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.field("Retry-After")).contains("2");
    }

    @Test
    void closesBeforeAnyByte() {
        try (RawHttp client = engine.connect()) {
            assertThat(client.send(chat("", "x-sim-fault: close")).readUntilClose())
                    .isEmpty();
            assertThat(client.wasReset()).isFalse();
        }
    }

    @Test
    void resetsBeforeAnyByte() {
        try (RawHttp client = engine.connect()) {
            assertThat(client.send(chat("", "x-sim-fault: reset")).readUntilClose())
                    .isEmpty();
            assertThat(client.wasReset()).isTrue();
        }
    }

    @Test
    void tearsStreamAfterEvents() {
        RawAnswer answer = engine.ask(chat(STREAM, "x-sim-fault: close;after=2"));

        assertThat(answer.complete()).isFalse();
        assertThat(answer.bodyText().lines().filter(line -> line.startsWith("data: ")))
                .hasSize(2);
    }

    @Test
    void tearsAnswerAfterBytes() {
        try (RawHttp client = engine.connect()) {
            client.send(chat("", "x-sim-fault: close;after-bytes=100"));

            assertThat(client.readUntilClose()).hasSize(100);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stall", "stall;after=0", "stall;after=1", "stall;after-bytes=30"})
    void stallsUntilTheClientLeaves(String fault) {
        try (RawHttp client = engine.connect()) {
            client.send(chat(STREAM, "x-sim-fault: " + fault));
            engine.await("/sim/stats", "\"running\":1");
        }

        engine.await("/sim/stats", "\"cancelled\":1");
    }

    @Test
    void answersWithWhatIsNoJson() {
        RawAnswer answer = engine.ask(chat("", "x-sim-fault: malformed"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.complete()).isTrue();
        assertThat(answer.bodyText()).doesNotContain("}");
    }

    @Test
    void answersWithBadFraming() {
        try (RawHttp client = engine.connect()) {
            client.send(chat("", "x-sim-fault: framing=garbage"));

            assertThat(client.readUntilClose()).asString().startsWith("this is not HTTP");
        }
    }

    @Test
    void takesFaultFromTheNameOfTheModel() {
        assertThat(engine.ask(post("/v1/completions", "{\"model\":\"tiny+status=503\"}"))
                        .status())
                .isEqualTo(503);
    }

    @Test
    void keepsStandingFaultUntilItIsCleared() {
        engine.ask(post("/sim/fault?status=502", ""));
        int during = engine.ask(chat("")).status();
        engine.ask(post("/sim/fault", "off"));
        int after = engine.ask(chat("")).status();

        assertThat(during).isEqualTo(502);
        assertThat(after).isEqualTo(200);
    }

    @Test
    void hitsShareOfTheRequests() {
        engine.ask(post("/sim/fault", "rate=0.5;status=500"));
        int failed = 0;
        for (int i = 0; i < 100; i++) {
            failed += engine.ask(chat("")).status() == 500 ? 1 : 0;
        }

        assertThat(failed).isBetween(30, 70);
    }

    @Test
    void fallsIllAndRecovers() {
        engine.ask(post("/sim/health", "status=503"));
        int ill = engine.ask("GET /health HTTP/1.1\r\n\r\n").status();
        engine.ask(post("/sim/health", "off"));
        int well = engine.ask("GET /health HTTP/1.1\r\n\r\n").status();

        assertThat(ill).isEqualTo(503);
        assertThat(well).isEqualTo(200);
    }

    @Test
    void refusesFaultThatItDoesNotKnow() {
        assertThat(engine.ask(chat("", "x-sim-fault: explode")).status()).isEqualTo(400);
        assertThat(engine.ask(post("/sim/fault", "explode")).status()).isEqualTo(400);
    }
}
