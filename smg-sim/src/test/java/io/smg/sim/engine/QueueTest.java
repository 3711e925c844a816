package io.smg.sim.engine;

import static io.smg.sim.engine.RunningEngine.chat;
import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.RawHttp;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One place to run, one to wait, and a prefill that never ends. */
class QueueTest {

    private static final Timing NEVER = new Timing(Duration.ofHours(1), 0, Duration.ZERO, Duration.ZERO);

    private final RunningEngine engine;

    QueueTest() throws IOException {
        engine = new RunningEngine(NEVER, 1, 1);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void refusesRequestThatMayNotEvenWait() {
        try (RawHttp running = engine.connect();
                RawHttp waiting = engine.connect()) {
            running.send(chat(""));
            engine.await("/metrics", "vllm:num_requests_running{model_name=\"tiny\"} 1");
            waiting.send(chat(""));
            engine.await("/metrics", "vllm:num_requests_waiting{model_name=\"tiny\"} 1");

            assertThat(engine.ask(chat("")).status()).isEqualTo(503);
        }
    }

    @Test
    void prefillsOneAfterTheOther() throws IOException {
        Timing once = new Timing(Duration.ofSeconds(1), 0, Duration.ZERO, Duration.ZERO);
        try (RunningEngine both = new RunningEngine(once, 2, 1, 0);
                RawHttp first = both.connect();
                RawHttp second = both.connect()) {
            long start = System.nanoTime();
            first.send(chat(""));
            second.send(chat(""));

            first.read();
            second.read();

            // Both run, but one is prefilled after the other.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void givesPlaceOfLeaverToTheOneThatWaits() {
        try (RawHttp running = engine.connect();
                RawHttp waiting = engine.connect()) {
            running.send(chat(""));
            engine.await("/metrics", "vllm:num_requests_running{model_name=\"tiny\"} 1");
            waiting.send(chat(""));
            engine.await("/metrics", "vllm:num_requests_waiting{model_name=\"tiny\"} 1");

            running.reset();

            engine.await("/metrics", "vllm:num_requests_waiting{model_name=\"tiny\"} 0");
            engine.await("/sim/stats", "\"running\":1,\"completed\":0,\"cancelled\":1");
            assertThat(engine.get("/metrics")).contains("vllm:num_requests_running{model_name=\"tiny\"} 1");
        }
    }

    @Test
    void noticesThatOneWhoWaitsLeaves() {
        try (RawHttp running = engine.connect();
                RawHttp waiting = engine.connect()) {
            running.send(chat(""));
            engine.await("/metrics", "vllm:num_requests_running{model_name=\"tiny\"} 1");
            waiting.send(chat(""));
            engine.await("/metrics", "vllm:num_requests_waiting{model_name=\"tiny\"} 1");

            waiting.reset();

            engine.await("/metrics", "vllm:num_requests_waiting{model_name=\"tiny\"} 0");
            engine.await("/sim/stats", "\"cancelled\":1");
        }
    }
}
