package io.smg.server.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RoutingTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CHAT | {\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]} | user,hi",
                "CHAT | {\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"tools\":[{\"name\":\"t\"}]} | t,user,hi",
                "COMPLETIONS | {\"prompt\":\"once\",\"max_tokens\":5} | once",
                "GENERATE | {\"text\":\"once\"} | once",
                "GENERATE | {\"input_ids\":[1,22]} | 1,22",
                "EMBEDDINGS | {\"input\":[\"a\",\"b\"]} | a,b",
                "MESSAGES | {\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"system\":\"be\"} | be,user,hi",
                "RESPONSES | {\"input\":\"hi\",\"instructions\":\"be\"} | be,hi",
                "RESPONSES | {\"input\":\"hi\",\"tools\":[\"t\"],\"instructions\":\"be\"} | t,be,hi",
                "RESPONSES | {\"tools\":[\"t\"],\"input\":\"hi\",\"instructions\":\"be\"} | t,be,hi",
                "RESPONSES | {\"tools\":[],\"input\":\"hi\",\"instructions\":\"\"} | hi",
                "RERANK | {\"query\":\"q\",\"documents\":[\"a\",\"b\"],\"top_n\":1} | q,a,b",
                "CLASSIFY | {\"input\":\"a\"} | a",
                "TOKENIZE | {\"prompt\":\"a\"} | a",
                "TRANSCRIPTIONS | {\"prompt\":\"p\"} | ``",
                "CHAT | [1] | ``",
                "CHAT | {\"messages\": | ``",
            })
    void isWhatAWorkerWouldSee(Endpoint endpoint, String body, String text) {
        assertThat(of(endpoint, body).replace('\n', ',')).isEqualTo(text);
    }

    @Test
    void keepsAConversationsTextAsThePrefixOfItsNextTurn() {
        String first = of(Endpoint.CHAT, "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"tools\":[1]}");
        String second = of(
                Endpoint.CHAT,
                "{\"tools\":[1],\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"}]}");

        assertThat(second).startsWith(first).isNotEqualTo(first);
    }

    @Test
    void keepsAPromptThatGrowsAsThePrefixOfTheNext() {
        String first = of(Endpoint.COMPLETIONS, "{\"prompt\":\"Once upon\"}");
        String second = of(Endpoint.COMPLETIONS, "{\"prompt\":\"Once upon a time\"}");

        assertThat(second).startsWith(first);
    }

    @ParameterizedTest
    @EnumSource(names = {"CHAT", "MESSAGES", "RESPONSES"})
    void growsWithEveryTurn(Endpoint endpoint) {
        Random random = new Random(1);
        List<String> turns = new ArrayList<>();
        String before = "";
        for (int i = 0; i < 200; i++) {
            turns.add(turn(random));
            String name = endpoint == Endpoint.RESPONSES ? "input" : "messages";
            String list = "\"" + name + "\":[" + String.join(",", marked(turns)) + "]";
            String tools = "\"tools\":[{\"name\":\"t\"}],\"system\":\"s\",\"instructions\":\"i\"";

            String text = of(endpoint, "{" + (random.nextBoolean() ? list + "," + tools : tools + "," + list) + "}");

            assertThat(text).startsWith(before).hasSizeGreaterThan(before.length());
            before = text;
        }
    }

    /** A message of text in several alphabets, of parts with an image among them, or with the call of a tool. */
    private static String turn(Random random) {
        String said = "\"\u00e4 \u6f22\u5b57 \ud83d\ude00 \\n\\ud83d\\ude80 " + random.nextInt() + "\"";
        return switch (random.nextInt(3)) {
            case 0 -> "{\"role\":\"user\",\"content\":" + said + "}";
            case 1 ->
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":" + said + "},{\"type\":\"image_url\","
                        + "\"image_url\":{\"url\":\"data:" + random.nextInt() + "\"}}]}";
            default ->
                "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"t\",\"arguments\":"
                        + said + "}}]}";
        };
    }

    /** The turns, the last of which bears the mark that clients move along. */
    private static List<String> marked(List<String> turns) {
        List<String> marked = new ArrayList<>(turns);
        String last = marked.removeLast();
        marked.add(last.substring(0, last.length() - 1) + ",\"cache_control\":{\"type\":\"ephemeral\"}}");
        return marked;
    }

    @Test
    void leavesOutBytesOfImagesAndSounds() {
        String image = "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"iVBOR\"}}";
        String sound = "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"UklGR\"}}";

        String text = of(Endpoint.MESSAGES, "{\"messages\":[{\"content\":[" + image + "," + sound + "]}]}");

        assertThat(text).isEqualTo("image\ninput_audio");
    }

    @Test
    void leavesImagesOut() {
        String text = of(
                Endpoint.CHAT,
                "{\"messages\":[{\"content\":[{\"image_url\":{\"url\":\"data:\"}},{\"text\":\"what\"}]}]}");

        assertThat(text).isEqualTo("what");
    }

    private static String of(Endpoint endpoint, String body) {
        return RoutingText.of(endpoint, body.getBytes(UTF_8));
    }
}
