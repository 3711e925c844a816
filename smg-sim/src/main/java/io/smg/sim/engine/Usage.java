package io.smg.sim.engine;

import tools.jackson.core.JsonGenerator;

/** The account that OpenAI's API gives of tokens. */
final class Usage {

    private Usage() {}

    static void write(JsonGenerator json, Answer answer) {
        json.writeObjectPropertyStart("usage");
        json.writeNumberProperty("prompt_tokens", answer.promptTokens());
        json.writeNumberProperty("completion_tokens", answer.outputTokens());
        json.writeNumberProperty("total_tokens", answer.promptTokens() + answer.outputTokens());
        json.writeObjectPropertyStart("prompt_tokens_details");
        json.writeNumberProperty("cached_tokens", answer.cachedTokens());
        json.writeEndObject();
        json.writeEndObject();
    }
}
