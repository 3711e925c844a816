package io.smg.sim.engine;

import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/** OpenAI's chat and text completions. */
enum OpenAi implements Dialect {
    /** Chat completions. */
    CHAT("chat.completion", "chat.completion.chunk") {
        @Override
        void writeText(JsonGenerator json, String text) {
            writeMessage(json, text);
        }

        @Override
        void writePiece(JsonGenerator json, int index) {
            json.writeObjectPropertyStart("delta");
            if (index == 0) {
                json.writeStringProperty("role", "assistant");
            }
            if (index >= 0) {
                json.writeStringProperty("content", Answer.token(index));
            }
            json.writeEndObject();
        }
    },

    /** Text completions. */
    TEXT("text_completion", "text_completion") {
        @Override
        void writeText(JsonGenerator json, String text) {
            json.writeStringProperty("text", text);
        }

        @Override
        void writePiece(JsonGenerator json, int index) {
            json.writeStringProperty("text", index < 0 ? "" : Answer.token(index));
        }
    };

    private static final int LAST = -1;

    private final String object;
    private final String chunk;

    OpenAi(String object, String chunk) {
        this.object = object;
        this.chunk = chunk;
    }

    abstract void writeText(JsonGenerator json, String text);

    /** Writes a token, or that there is none any more. */
    abstract void writePiece(JsonGenerator json, int index);

    @Override
    public byte[] whole(Answer answer) {
        return Json.object(json -> {
            writeHead(json, answer, object);
            json.writeArrayPropertyStart("choices");
            json.writeStartObject();
            json.writeNumberProperty("index", 0);
            writeText(json, answer.text());
            json.writeStringProperty("finish_reason", "length");
            json.writeEndObject();
            json.writeEndArray();
            Usage.write(json, answer);
        });
    }

    @Override
    public byte[] token(Answer answer, int index) {
        return Sse.data(json -> {
            writeHead(json, answer, chunk);
            writeChoice(json, index);
            Sse.stamp(json, index);
        });
    }

    @Override
    public byte[] end(Answer answer) {
        byte[] last = Sse.data(json -> {
            writeHead(json, answer, chunk);
            writeChoice(json, LAST);
        });
        byte[] usage = answer.asked().usage() ? usage(answer) : new byte[0];
        return Sse.joined(last, usage, Sse.DONE);
    }

    private byte[] usage(Answer answer) {
        return Sse.data(json -> {
            writeHead(json, answer, chunk);
            json.writeArrayPropertyStart("choices");
            json.writeEndArray();
            Usage.write(json, answer);
        });
    }

    private static void writeHead(JsonGenerator json, Answer answer, String object) {
        json.writeStringProperty("id", answer.id());
        json.writeStringProperty("object", object);
        json.writeNumberProperty("created", Instant.now().getEpochSecond());
        json.writeStringProperty("model", answer.model());
    }

    private void writeChoice(JsonGenerator json, int index) {
        json.writeArrayPropertyStart("choices");
        json.writeStartObject();
        json.writeNumberProperty("index", 0);
        writePiece(json, index);
        if (index == LAST) {
            json.writeStringProperty("finish_reason", "length");
        } else {
            json.writeNullProperty("finish_reason");
        }
        json.writeEndObject();
        json.writeEndArray();
    }

    static void writeMessage(JsonGenerator json, String text) {
        json.writeObjectPropertyStart("message");
        json.writeStringProperty("role", "assistant");
        json.writeStringProperty("content", text);
        json.writeEndObject();
    }
}
