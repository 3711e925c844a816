package io.smg.server.exchange;

import io.smg.server.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * What the gateway reads of a JSON body: that it is JSON, and where it names the model.
 *
 * @param bytes the body as it came
 * @param model the model it names, empty if it names none
 * @param modelStart where the model's name begins, its quote included; of no meaning without a model
 * @param modelEnd behind the model's name, its quote included
 */
record RequestBody(byte[] bytes, Optional<String> model, int modelStart, int modelEnd) {

    /**
     * More than a bias for each token of a vocabulary takes. Names cost by far the most of what JSON can be filled
     * with, so that a body of nothing else would keep a processor for long.
     */
    static final int MAX_NAMES = 200_000;

    /**
     * Reads a body to its end.
     *
     * @throws GatewayException 400 {@code invalid_json} if it does not parse, names the model twice or is larger than
     *     any request: nested deeper than {@link Json} reads, or with more than {@value #MAX_NAMES} names
     */
    static RequestBody parse(byte[] bytes) {
        try (JsonParser json = Json.parser(bytes)) {
            RequestBody body = read(json, bytes);
            if (json.nextToken() != null) {
                throw invalid("The request body has something after its JSON value");
            }
            return body;
        } catch (StreamConstraintsException e) {
            throw invalid("The request body is nested too deep, or a name, a number or the model in it is too long");
        } catch (JacksonException e) {
            throw invalid("The request body is not valid JSON");
        }
    }

    /** A body of which nothing is known. */
    static RequestBody opaque(byte[] bytes) {
        return new RequestBody(bytes, Optional.empty(), 0, 0);
    }

    /** The same body with another model's name in it; every other byte stays. */
    RequestBody withModel(String other) {
        byte[] name = quoted(other);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + name.length);
        out.write(bytes, 0, modelStart);
        out.writeBytes(name);
        out.write(bytes, modelEnd, bytes.length - modelEnd);
        return new RequestBody(out.toByteArray(), Optional.of(other), modelStart, modelStart + name.length);
    }

    /** The same bytes, said to be for another model. */
    RequestBody routedAs(String other) {
        return new RequestBody(bytes, Optional.of(other), modelStart, modelEnd);
    }

    private static RequestBody read(JsonParser json, byte[] bytes) {
        RequestBody body = opaque(bytes);
        JsonToken first = json.nextToken();
        if (first == null) {
            throw invalid("The request body is empty");
        }
        if (first != JsonToken.START_OBJECT) {
            skipValue(json, MAX_NAMES);
            return body;
        }
        boolean named = false;
        int namesLeft = MAX_NAMES;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean isModel = json.currentName().equals("model");
            if (isModel && named) {
                throw invalid("The request body names \"model\" twice");
            }
            named |= isModel;
            if (json.nextToken() == JsonToken.VALUE_STRING && isModel) {
                body = named(json, bytes);
            }
            namesLeft = skipValue(json, namesLeft - 1);
        }
        return body;
    }

    /** Goes to the end of a value; answers how many names the rest of the body may have. */
    private static int skipValue(JsonParser json, int namesLeft) {
        int left = namesLeft;
        int depth = 0;
        JsonToken token = json.currentToken();
        while (true) {
            if (token == JsonToken.PROPERTY_NAME) {
                left--;
            } else if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
            if (left < 0) {
                throw invalid("The request body has more than %d names".formatted(MAX_NAMES));
            }
            if (depth == 0) {
                return left;
            }
            token = json.nextToken();
        }
    }

    private static RequestBody named(JsonParser json, byte[] bytes) {
        int start = (int) json.currentTokenLocation().getByteOffset();
        String model = json.getString();
        int end = (int) json.currentLocation().getByteOffset();
        return new RequestBody(bytes, Optional.of(model), start, end);
    }

    private static byte[] quoted(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.generator(out)) {
            json.writeString(text);
        }
        return out.toByteArray();
    }

    private static GatewayException invalid(String message) {
        return new GatewayException(ErrorReply.invalidJson(message));
    }
}
