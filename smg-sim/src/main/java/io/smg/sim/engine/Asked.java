package io.smg.sim.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What the body of an inference request asks for, whichever API's it is. */
final class Asked {

    private String model = "";
    private boolean stream;
    private boolean usage;
    private boolean base64;
    private int inputs = 1;
    private OptionalInt maxTokens = OptionalInt.empty();
    private final ByteArrayOutputStream prompt = new ByteArrayOutputStream();

    private Asked() {}

    /** Reads a body; nothing if it is no JSON object. */
    static Optional<Asked> read(byte[] body) {
        Asked asked = new Asked();
        try (JsonParser json = Json.parser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            asked.readMembers(json);
            return Optional.of(asked);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The model's name with its fault, if there is one; empty if none is asked for. */
    String model() {
        return model;
    }

    /** The text of the prompt, all parts of it. */
    byte[] prompt() {
        return prompt.toByteArray();
    }

    /** Whether the answer is to be a stream. */
    boolean stream() {
        return stream;
    }

    /** Whether the stream is to tell the usage. */
    boolean usage() {
        return usage;
    }

    /** Whether embeddings are to come in base64. */
    boolean base64() {
        return base64;
    }

    /** How many inputs there are. */
    int inputs() {
        return inputs;
    }

    /** The most tokens that the answer may have. */
    OptionalInt maxTokens() {
        return maxTokens;
    }

    private void readMembers(JsonParser json) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            readMember(name, json.nextToken(), json);
        }
    }

    private void readMember(String name, JsonToken value, JsonParser json) {
        switch (name) {
            case "model" -> model = json.getString();
            case "stream" -> stream = value == JsonToken.VALUE_TRUE;
            case "include_usage" -> usage = value == JsonToken.VALUE_TRUE;
            case "encoding_format" -> base64 = json.getString().equals("base64");
            case "max_tokens", "max_completion_tokens", "max_new_tokens" -> readMaximum(value, json);
            case "stream_options", "sampling_params" -> readNested(value, json);
            case "messages", "prompt", "text", "system", "input_ids", "tools" -> readPrompt(value, json);
            case "input" -> inputs = Math.max(readPrompt(value, json), 1);
            default -> json.skipChildren();
        }
    }

    private void readNested(JsonToken value, JsonParser json) {
        if (value == JsonToken.START_OBJECT) {
            readMembers(json);
        }
    }

    private void readMaximum(JsonToken value, JsonParser json) {
        if (value == JsonToken.VALUE_NUMBER_INT) {
            maxTokens = OptionalInt.of(Math.max(json.getIntValue(), 1));
        }
    }

    /** Takes in every text below here, and every number as a token of its own; returns how many stood on top. */
    private int readPrompt(JsonToken value, JsonParser json) {
        int depth = 0;
        int onTop = 0;
        for (JsonToken token = value; token != null; token = json.nextToken()) {
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            take(token, json);
            onTop += depth == 1 && token.isScalarValue() ? 1 : 0;
            if (depth == 0) {
                break;
            }
        }
        return onTop;
    }

    private void take(JsonToken token, JsonParser json) {
        if (token == JsonToken.VALUE_STRING) {
            prompt.writeBytes(json.getString().getBytes(StandardCharsets.UTF_8));
        } else if (token == JsonToken.VALUE_NUMBER_INT) {
            int id = json.getIntValue();
            prompt.writeBytes(new byte[] {(byte) id, (byte) (id >> 8), (byte) (id >> 16), (byte) (id >> 24)});
        }
    }
}
