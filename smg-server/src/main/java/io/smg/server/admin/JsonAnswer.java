package io.smg.server.admin;

import io.smg.server.exchange.ClientAnswer;
import io.smg.server.http1.Field;
import io.smg.server.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** Answers that are JSON. */
final class JsonAnswer {

    private JsonAnswer() {}

    /** Answers with an object, whose properties are written by the given code. */
    static void object(ClientAnswer answer, int status, Consumer<JsonGenerator> properties) {
        object(answer, status, List.of(), properties);
    }

    /** Answers with an object, and further header fields. */
    static void object(ClientAnswer answer, int status, List<Field> fields, Consumer<JsonGenerator> properties) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = Json.generator(out)) {
            json.writeStartObject();
            properties.accept(json);
            json.writeEndObject();
        }
        answer.send(status, "application/json", fields, out.toByteArray());
    }

    /** Writes a property that is an array of objects. */
    static <T> void array(JsonGenerator json, String name, List<T> elements, Consumer<T> properties) {
        json.writeName(name);
        json.writeStartArray();
        for (T element : elements) {
            json.writeStartObject();
            properties.accept(element);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
