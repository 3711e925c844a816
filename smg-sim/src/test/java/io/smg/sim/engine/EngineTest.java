package io.smg.sim.engine;

import static io.smg.sim.engine.RunningEngine.chat;
import static io.smg.sim.engine.RunningEngine.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineTest {

    private static final Pattern CHANGING = Pattern.compile("\"(created|sent_us)\":\\d+");

    private final RunningEngine engine;

    EngineTest() throws IOException {
        engine = new RunningEngine(Timing.NONE, 8, 8);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void answersChatWithUsage() {
        RawAnswer answer = engine.ask(chat("\"max_tokens\":2,"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bodyText())
                .contains("\"content\":\"A gateway\"", "\"completion_tokens\":2", "\"cached_tokens\":0");
    }

    @Test
    void streamsEachTokenThenUsageThenTheEnd() {
        RawAnswer answer =
                engine.ask(chat("\"stream\":true,\"stream_options\":{\"include_usage\":true},\"max_tokens\":2,"));

        assertThat(CHANGING.matcher(answer.bodyText()).replaceAll("\"$1\":0")).isEqualTo("""
                data: {HEAD"choices":[{"index":0,"delta":{"role":"assistant","content":"A"},"finish_reason":null}],\
                "sim":{"i":0,"sent_us":0}}

                data: {HEAD"choices":[{"index":0,"delta":{"content":" gateway"},"finish_reason":null}],\
                "sim":{"i":1,"sent_us":0}}

                data: {HEAD"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}

                data: {HEAD"choices":[],"usage":{"prompt_tokens":0,"completion_tokens":2,"total_tokens":2,\
                "prompt_tokens_details":{"cached_tokens":0}}}

                data: [DONE]

                """.replace(
                "HEAD", "\"id\":\"sim-1\",\"object\":\"chat.completion.chunk\",\"created\":0,\"model\":\"tiny\","));
    }

    @Test
    void streamsMessagesUnderTheNamesOfAnthropic() {
        RawAnswer answer = engine.ask(post("/v1/messages", "{\"model\":\"tiny\",\"stream\":true,\"max_tokens\":2}"));

        assertThat(answer.bodyText().lines().filter(line -> line.startsWith("event: ")))
                .containsExactly(
                        "event: message_start",
                        "event: content_block_start",
                        "event: content_block_delta",
                        "event: content_block_delta",
                        "event: content_block_stop",
                        "event: message_delta",
                        "event: message_stop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/completions | {\"prompt\":\"Hi\"}        | \"text\":\"A gateway stands\"",
                "/generate       | {\"text\":\"Hi\",\"sampling_params\":{\"max_new_tokens\":1}} | \"text\":\"A\"",
                "/v1/messages    | {\"max_tokens\":1}         | \"stop_reason\":\"max_tokens\"",
                "/v1/embeddings  | {\"input\":[\"a\",\"b\"]}  | \"index\":1"
            })
    void speaksEachApi(String path, String body, String part) {
        assertThat(engine.ask(post(path, body)).bodyText()).contains(part);
    }

    @Test
    void findsThePromptInItsCacheUntilItIsFlushed() {
        String request = post("/v1/completions", "{\"prompt\":\"" + "0123456789abcdef".repeat(3) + "\"}");

        String first = engine.ask(request).bodyText();
        String second = engine.ask(request).bodyText();
        engine.ask(post("/flush_cache", ""));
        String third = engine.ask(request).bodyText();

        assertThat(first).contains("\"cached_tokens\":0");
        assertThat(second).contains("\"prompt_tokens\":12", "\"cached_tokens\":12");
        assertThat(third).contains("\"cached_tokens\":0");
    }

    @Test
    void keepsConnectionForTheNextRequest() {
        try (RawHttp client = engine.connect()) {
            client.send(chat("") + chat("\"stream\":true,"));

            assertThat(client.read().complete()).isTrue();
            assertThat(client.read().bodyText()).endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void refusesModelThatItDoesNotServeAndBodyThatIsNoJson() {
        assertThat(engine.ask(post("/v1/completions", "{\"model\":\"giant\"}")).status())
                .isEqualTo(404);
        assertThat(engine.ask(post("/v1/completions", "nonsense")).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/models       | \"id\":\"tiny\"",
                "/get_model_info  | \"model_path\":\"tiny\"",
                "/get_server_info | \"max_running_requests\":8",
                "/get_loads       | \"num_waiting_reqs\":0",
                "/metrics         | vllm:num_requests_running{model_name=\"tiny\"} 0.0"
            })
    void tellsOfItself(String path, String part) {
        assertThat(engine.get(path)).contains(part);
    }

    @Test
    void tellsWhatItHasSeen() {
        engine.ask(chat("", "X-Odd: yes"));

        assertThat(engine.get("/sim/requests"))
                .contains("\"target\":\"/v1/chat/completions\"", "{\"name\":\"X-Odd\",\"value\":\"yes\"}");
    }

    @Test
    void countsIdentifierThatComesAgain() {
        engine.ask(chat("", "X-Request-Id: 7"));
        engine.ask(chat("", "X-Request-Id: 7"));

        engine.await("/sim/stats", "\"completed\":2");
        assertThat(engine.get("/sim/stats")).contains("\"duplicates\":0", "\"repeats\":1");
    }

    @Test
    void isDoneWithRequestBeforeTheClientCanSendItAgain() {
        try (RawHttp client = engine.connect()) {
            for (int i = 0; i < 200; i++) {
                client.send(chat("", "X-Request-Id: 7")).read();
            }
        }

        assertThat(engine.get("/sim/stats")).contains("\"peak_running\":1,\"duplicates\":0,\"repeats\":199");
    }

    @Test
    void forgetsWhenItIsReset() {
        engine.ask(chat(""));

        engine.await("/sim/stats", "\"completed\":1");
        engine.ask(post("/sim/reset", ""));

        assertThat(engine.get("/sim/stats")).contains("\"received\":0", "\"completed\":0");
        assertThat(engine.get("/sim/requests")).isEqualTo("[]");
    }
}
