package io.smg.server.exchange;

import io.smg.server.json.Json;
import java.io.Writer;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Builds the text that a worker's prefix cache would see of a request, in the order in which it would see it: what
 * stays the same from turn to turn first, then the turns. A conversation that goes on keeps its earlier text as a
 * prefix.
 */
final class RoutingText {

    /** What a worker puts before the turns, whatever its place in the body. */
    private static final Set<String> PREAMBLE = Set.of("tools", "functions", "system", "instructions");

    /** The turns, or the whole prompt where there are none. */
    private static final Set<String> TURNS =
            Set.of("messages", "prompt", "text", "input_ids", "input", "query", "documents");

    /** What is no text though it may look like it: bytes of media, and a mark that clients move from turn to turn. */
    private static final Set<String> NO_TEXT =
            Set.of("image_url", "input_audio", "file_data", "source", "cache_control");

    private static final char BETWEEN = '\n';

    /** As long as the body at most, so that it never has to be copied to grow. */
    private final StringBuilder text;

    private int preambleEnd;

    private RoutingText(int bodyLength) {
        text = new StringBuilder(bodyLength);
    }

    /** The text of a body; empty if the body is no JSON object. */
    static String of(Endpoint endpoint, byte[] body) {
        if (endpoint.bodyKind() == Endpoint.BodyKind.FORM) {
            return "";
        }
        RoutingText text = new RoutingText(body.length);
        try (JsonParser json = Json.parserOfLongStrings(body)) {
            text.read(json);
        } catch (JacksonException e) {
            // A body that the gateway need not read may be anything.
            return "";
        }
        return text.text.toString();
    }

    private void read(JsonParser json) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (PREAMBLE.contains(name)) {
                insert(json);
            } else if (TURNS.contains(name)) {
                append(json, text);
            } else {
                json.skipChildren();
            }
        }
    }

    /** Puts a value's texts before the turns that are there already. */
    private void insert(JsonParser json) {
        StringBuilder part = new StringBuilder();
        append(json, part);
        if (part.isEmpty()) {
            return;
        }
        if (preambleEnd > 0) {
            text.insert(preambleEnd, part.insert(0, BETWEEN));
            preambleEnd += part.length();
        } else {
            preambleEnd = part.length();
            text.insert(0, text.isEmpty() ? part : part.append(BETWEEN));
        }
    }

    /** All texts and numbers of a value in order, with a line feed between them so that neighbours don't run together. */
    private static void append(JsonParser json, StringBuilder text) {
        int depth = 0;
        JsonToken token = json.currentToken();
        while (token != null) {
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.PROPERTY_NAME && NO_TEXT.contains(json.currentName())) {
                json.nextToken();
                json.skipChildren();
            } else if (token.isScalarValue()) {
                appendScalar(json, text);
            }
            if (depth == 0) {
                return;
            }
            token = json.nextToken();
        }
    }

    private static void appendScalar(JsonParser json, StringBuilder text) {
        if (!text.isEmpty()) {
            text.append(BETWEEN);
        }
        json.getString(new Appending(text));
    }

    /** Takes what a parser has read without a string in between. */
    private static final class Appending extends Writer {

        private final StringBuilder text;

        Appending(StringBuilder text) {
            this.text = text;
        }

        @Override
        public void write(char[] characters, int from, int count) {
            text.append(characters, from, count);
        }

        @Override
        public void write(String string) {
            text.append(string);
        }

        @Override
        public void flush() {
            // Nothing waits.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
