package io.smg.server.exchange;

import io.smg.api.Usage;
import io.smg.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Finds what an engine says of an answer's tokens at the answer's end: {@code usage} in the shapes of OpenAI and
 * Anthropic, {@code meta_info} in SGLang's. Used by one thread.
 */
final class ReportedUsage {

    private static final byte[] USAGE = "\"usage\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] META_INFO = "\"meta_info\"".getBytes(StandardCharsets.US_ASCII);

    private OptionalInt prompt = OptionalInt.empty();
    private OptionalInt cached = OptionalInt.empty();
    private int completion;

    private ReportedUsage() {}

    /**
     * What the end of a body says.
     *
     * @param tail the body's last bytes; a string in it can't be taken for a name, since its quotes are escaped
     * @return nothing if no prompt tokens are reported
     */
    static Optional<Usage> in(byte[] tail) {
        int usage = lastEndOf(USAGE, tail);
        int at = usage >= 0 ? usage : lastEndOf(META_INFO, tail);
        while (at >= 0 && at < tail.length && (tail[at] == ':' || tail[at] == ' ')) {
            at++;
        }
        if (at < 0 || at >= tail.length || tail[at] != '{') {
            return Optional.empty();
        }
        return new ReportedUsage().read(Arrays.copyOfRange(tail, at, tail.length));
    }

    private Optional<Usage> read(byte[] object) {
        try (JsonParser json = Json.parser(object)) {
            json.nextToken();
            int depth = 1;
            while (depth > 0) {
                JsonToken token = json.nextToken();
                if (token == null) {
                    return Optional.empty();
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.VALUE_NUMBER_INT) {
                    take(String.valueOf(json.currentName()), json.getIntValue());
                }
            }
        } catch (JacksonException e) {
            return Optional.empty();
        }
        return prompt.isPresent() ? Optional.of(new Usage(prompt.getAsInt(), cached, completion)) : Optional.empty();
    }

    private void take(String name, int count) {
        switch (name) {
            case "prompt_tokens", "input_tokens" -> prompt = OptionalInt.of(count);
            case "completion_tokens", "output_tokens" -> completion = count;
            case "cached_tokens", "cache_read_input_tokens" -> cached = OptionalInt.of(count);
            default -> {
                // Engines report more than anybody here asks for.
            }
        }
    }

    /** Where a name last ends; -1 if it is nowhere. */
    private static int lastEndOf(byte[] name, byte[] bytes) {
        for (int i = bytes.length; i >= name.length; i--) {
            // The quote first: it is what nearly all places fail on.
            if (bytes[i - 1] == '"' && Arrays.equals(bytes, i - name.length, i, name, 0, name.length)) {
                return i;
            }
        }
        return -1;
    }
}
