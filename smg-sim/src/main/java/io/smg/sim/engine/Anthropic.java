package io.smg.sim.engine;

import tools.jackson.core.JsonGenerator;

/** Anthropic's messages. */
final class Anthropic implements Dialect {

    @Override
    public byte[] whole(Answer answer) {
        return Json.object(json -> {
            writeHead(json, answer);
            json.writeArrayPropertyStart("content");
            json.writeStartObject();
            json.writeStringProperty("type", "text");
            json.writeStringProperty("text", answer.text());
            json.writeEndObject();
            json.writeEndArray();
            json.writeStringProperty("stop_reason", "max_tokens");
            json.writeNullProperty("stop_sequence");
            writeUsage(json, answer, answer.outputTokens());
        });
    }

    @Override
    public byte[] token(Answer answer, int index) {
        byte[] delta = Sse.named("content_block_delta", json -> {
            json.writeNumberProperty("index", 0);
            json.writeObjectPropertyStart("delta");
            json.writeStringProperty("type", "text_delta");
            json.writeStringProperty("text", Answer.token(index));
            json.writeEndObject();
            Sse.stamp(json, index);
        });
        return index == 0 ? Sse.joined(messageStart(answer), blockStart(), delta) : delta;
    }

    @Override
    public byte[] end(Answer answer) {
        return Sse.joined(
                Sse.named("content_block_stop", json -> json.writeNumberProperty("index", 0)),
                Sse.named("message_delta", json -> {
                    json.writeObjectPropertyStart("delta");
                    json.writeStringProperty("stop_reason", "max_tokens");
                    json.writeNullProperty("stop_sequence");
                    json.writeEndObject();
                    writeUsage(json, answer, answer.outputTokens());
                }),
                Sse.named("message_stop", _ -> {}));
    }

    private static byte[] messageStart(Answer answer) {
        return Sse.named("message_start", json -> {
            json.writeObjectPropertyStart("message");
            writeHead(json, answer);
            json.writeArrayPropertyStart("content");
            json.writeEndArray();
            json.writeNullProperty("stop_reason");
            json.writeNullProperty("stop_sequence");
            writeUsage(json, answer, 0);
            json.writeEndObject();
        });
    }

    private static byte[] blockStart() {
        return Sse.named("content_block_start", json -> {
            json.writeNumberProperty("index", 0);
            json.writeObjectPropertyStart("content_block");
            json.writeStringProperty("type", "text");
            json.writeStringProperty("text", "");
            json.writeEndObject();
        });
    }

    private static void writeHead(JsonGenerator json, Answer answer) {
        json.writeStringProperty("id", answer.id());
        json.writeStringProperty("type", "message");
        json.writeStringProperty("role", "assistant");
        json.writeStringProperty("model", answer.model());
    }

    private static void writeUsage(JsonGenerator json, Answer answer, int outputTokens) {
        json.writeObjectPropertyStart("usage");
        json.writeNumberProperty("input_tokens", answer.promptTokens() - answer.cachedTokens());
        json.writeNumberProperty("cache_read_input_tokens", answer.cachedTokens());
        json.writeNumberProperty("output_tokens", outputTokens);
        json.writeEndObject();
    }
}
