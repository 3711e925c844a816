package io.smg.sim.engine;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Jackson's streaming JSON. */
final class Json {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private Json() {}

    static JsonParser parser(byte[] text) {
        return FACTORY.createParser(ObjectReadContext.empty(), text);
    }

    /** An object whose members are written by the argument. */
    static byte[] object(Consumer<JsonGenerator> members) {
        return text(json -> {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        });
    }

    /** Whatever the argument writes. */
    static byte[] text(Consumer<JsonGenerator> value) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            value.accept(json);
        }
        return text.toByteArray();
    }

    /** An error as OpenAI's API words it. */
    static byte[] error(int status, String message) {
        return object(json -> {
            json.writeObjectPropertyStart("error");
            json.writeStringProperty("message", message);
            json.writeStringProperty("type", status < 500 ? "invalid_request_error" : "server_error");
            json.writeNullProperty("param");
            json.writeNumberProperty("code", status);
            json.writeEndObject();
        });
    }
}
