package io.smg.server.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model\":\"a\"} | {\"model\":\"b\"}",
                "{\"\\u006dodel\":\"a\"} | {\"\\u006dodel\":\"b\"}",
                "{\"x\":{\"model\":\"z\"},\"model\" : \"a\" ,\"y\":[\"a\"]} | {\"x\":{\"model\":\"z\"},\"model\" : \"b\" ,\"y\":[\"a\"]}",
                "{\"x\":\"\u20ac\ud83d\ude00\",\"model\":\"\u20ac\\n\"} | {\"x\":\"\u20ac\ud83d\ude00\",\"model\":\"b\"}",
            })
    void replacesTheModelAndNothingElse(String body, String expected) {
        RequestBody replaced = parse(body).withModel("b");

        assertThat(new String(replaced.bytes(), UTF_8)).isEqualTo(expected);
        assertThat(replaced.model()).hasValue("b");
    }

    @Test
    void escapesTheNewModel() {
        RequestBody replaced = parse("{\"model\":\"a\",\"x\":1}").withModel("b\"\n\u20ac");

        assertThat(parse(new String(replaced.bytes(), UTF_8)).model()).hasValue("b\"\n\u20ac");
    }

    @Test
    void replacesAModelTwice() {
        RequestBody replaced =
                parse("{\"model\":\"a\",\"x\":1}").withModel("longer").withModel("c");

        assertThat(new String(replaced.bytes(), UTF_8)).isEqualTo("{\"model\":\"c\",\"x\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[{\"model\":\"a\"}]",
                "1",
                "null",
                "{\"x\":{\"model\":\"a\"}}",
                "{\"model\":null}",
                "{\"model\":[\"a\"]}"
            })
    void findsNoModelWhereNoneIsNamed(String body) {
        assertThat(parse(body).model()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{\"model\":\"a\",\"model\":\"a\"}",
                "{\"model\":null,\"model\":\"a\"}",
                "{\"model\":\"a\",\"\\u006dodel\":\"b\"}",
                "{\"a\":1}}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":\"\n\"}",
                "{a:1}",
                "{\"a\":1,}",
                "// c\n{}"
            })
    void refusesWhatIsNoJsonOrHasTwoMeanings(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(GatewayException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "{\"a\":%s", "{\"model\":\"%s\"}", "{\"%s\":1}", "{\"a\":%s}"})
    void refusesWhatNoRequestIsLargeEnoughFor(String around) {
        String filling = around.contains("}") ? "1" : "[";

        assertThatThrownBy(() -> parse(around.formatted(filling.repeat(100_000))))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("too");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{%s}", "[{%s}]", "{\"a\":1,\"b\":[0,{%s}]}"})
    void refusesMoreNamesThanARequestHas(String around) {
        int others = around.split("\":", -1).length - 1;

        assertThat(parse(around.formatted(names(RequestBody.MAX_NAMES - others)))
                        .model())
                .isEmpty();
        assertThatThrownBy(() -> parse(around.formatted(names(RequestBody.MAX_NAMES - others + 1))))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("200000 names");
    }

    @Test
    void readsAModelAcrossALargeBody() {
        String padding = "x".repeat(1_000_000);

        RequestBody body = parse("{\"messages\":\"" + padding + "\",\"model\":\"a\"}");

        assertThat(new String(body.withModel("b").bytes(), UTF_8)).endsWith(padding + "\",\"model\":\"b\"}");
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"k" + i + "\":0").collect(Collectors.joining(","));
    }

    private static RequestBody parse(String body) {
        return RequestBody.parse(body.getBytes(UTF_8));
    }
}
