package io.smg.server.worker;

import io.smg.server.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads what workers say of their models. What can't be read gives an empty list. */
final class ModelList {

    private ModelList() {}

    /** The entries of {@code data} in an OpenAI model list. */
    static List<ModelCard> ofOpenAi(byte[] body) {
        List<ModelCard> cards = new ArrayList<>();
        try (JsonParser json = Json.parser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return List.of();
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean data = json.currentName().equals("data");
                if (json.nextToken() == JsonToken.START_ARRAY && data) {
                    readEntries(json, cards);
                } else {
                    json.skipChildren();
                }
            }
            return cards;
        } catch (JacksonException e) {
            return List.of();
        }
    }

    /** The one model that SGLang's {@code /get_model_info} speaks of. */
    static List<ModelCard> ofSglang(byte[] body) {
        String path = "";
        String served = "";
        try (JsonParser json = Json.parser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return List.of();
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.VALUE_STRING && name.equals("model_path")) {
                    path = json.getString();
                } else if (value == JsonToken.VALUE_STRING && name.equals("served_model_name")) {
                    served = json.getString();
                } else {
                    json.skipChildren();
                }
            }
        } catch (JacksonException e) {
            return List.of();
        }
        String id = served.isEmpty() ? path : served;
        return id.isEmpty() ? List.of() : List.of(new ModelCard(id, entry(id, "sglang")));
    }

    /** The one model that a worker's source says it serves. */
    static List<ModelCard> ofSource(String id) {
        return List.of(new ModelCard(id, entry(id, "self_hosted")));
    }

    private static void readEntries(JsonParser json, List<ModelCard> cards) {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            readEntry(json, cards);
        }
    }

    private static void readEntry(JsonParser json, List<ModelCard> cards) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        String id = "";
        try (JsonGenerator copy = Json.generator(text)) {
            copy.writeStartObject();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_STRING && name.equals("id")) {
                    id = json.getString();
                }
                copy.writeName(name);
                copy.copyCurrentStructure(json);
            }
            copy.writeEndObject();
        }
        if (!id.isEmpty()) {
            cards.add(new ModelCard(id, text.toString(StandardCharsets.UTF_8)));
        }
    }

    private static String entry(String id, String owner) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.generator(text)) {
            json.writeStartObject();
            json.writeStringProperty("id", id);
            json.writeStringProperty("object", "model");
            json.writeNumberProperty("created", 0);
            json.writeStringProperty("owned_by", owner);
            json.writeEndObject();
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
