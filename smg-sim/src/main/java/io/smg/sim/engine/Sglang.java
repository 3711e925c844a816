package io.smg.sim.engine;

import tools.jackson.core.JsonGenerator;

/** SGLang's own {@code /generate}, whose events each tell the whole text so far. */
final class Sglang implements Dialect {

    @Override
    public byte[] whole(Answer answer) {
        return Json.object(json -> write(json, answer, answer.outputTokens()));
    }

    @Override
    public byte[] token(Answer answer, int index) {
        return Sse.data(json -> {
            write(json, answer, index + 1);
            Sse.stamp(json, index);
        });
    }

    @Override
    public byte[] end(Answer answer) {
        return Sse.DONE;
    }

    private static void write(JsonGenerator json, Answer answer, int tokens) {
        json.writeStringProperty("text", Answer.text(tokens));
        json.writeObjectPropertyStart("meta_info");
        json.writeStringProperty("id", answer.id());
        if (tokens == answer.outputTokens()) {
            json.writeObjectPropertyStart("finish_reason");
            json.writeStringProperty("type", "length");
            json.writeNumberProperty("length", tokens);
            json.writeEndObject();
        } else {
            json.writeNullProperty("finish_reason");
        }
        json.writeNumberProperty("prompt_tokens", answer.promptTokens());
        json.writeNumberProperty("completion_tokens", tokens);
        json.writeNumberProperty("cached_tokens", answer.cachedTokens());
        json.writeEndObject();
    }
}
