package io.smg.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportedUsageTest {

    @Test
    void readsOpenAisShape() {
        String body = """
                "}}],"usage":{"prompt_tokens":12,"total_tokens":20,"completion_tokens":8,
                "prompt_tokens_details":{"audio_tokens":0,"cached_tokens":7},"cost":0.5}}""";

        assertThat(in(body)).contains(new Usage(12, OptionalInt.of(7), 8));
    }

    @Test
    void readsTheLastEventThatHasUsageInAStream() {
        String body = """
                data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}

                data: {"choices":[],"usage":{"prompt_tokens":12,"completion_tokens":8}}

                data: [DONE]

                """;

        assertThat(in(body)).contains(new Usage(12, OptionalInt.empty(), 8));
    }

    @Test
    void readsAnthropicsShape() {
        String body = """
                {"usage": {"input_tokens": 12, "cache_read_input_tokens": 7, "output_tokens": 8}}""";

        assertThat(in(body)).contains(new Usage(12, OptionalInt.of(7), 8));
    }

    @Test
    void readsSglangsShape() {
        String body = """
                {"text":"x","meta_info":{"id":"a","finish_reason":{"type":"length","length":8},"prompt_tokens":12,
                "completion_tokens":8,"cached_tokens":7}}""";

        assertThat(in(body)).contains(new Usage(12, OptionalInt.of(7), 8));
    }

    @Test
    void isNotFooledByAnAnswersText() {
        String body = """
                {"choices":[{"text":"\\"usage\\":{\\"prompt_tokens\\":99}"}]}""";

        assertThat(in(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "\"usage\"",
                "\"usage\":null}",
                "\"usage\":{\"prompt_tokens\":1",
                "\"usage\":{\"prompt_tokens\":12345678901234567890}}",
                "\"usage\":{\"completion_tokens\":8}}",
                "\"usage\":{]"
            })
    void saysNothingWhereNothingCanBeRead(String body) {
        assertThat(in(body)).isEmpty();
    }

    private static Optional<Usage> in(String body) {
        return ReportedUsage.in(body.getBytes(StandardCharsets.UTF_8));
    }
}
