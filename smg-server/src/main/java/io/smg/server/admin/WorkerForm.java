package io.smg.server.admin;

import io.smg.server.config.Secret;
import io.smg.server.config.WorkerUrl;
import io.smg.server.exchange.Client;
import io.smg.server.exchange.ErrorReply;
import io.smg.server.exchange.GatewayException;
import io.smg.server.json.Json;
import io.smg.server.worker.WorkerSettings;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What an operator sends of a worker. Fields that are not known are passed over; what is absent is empty.
 *
 * @param url where the worker is
 * @param priority shown to operators
 * @param cost shown to operators
 * @param labels seen by policies
 * @param apiKey the key that the worker asks for
 */
record WorkerForm(
        Optional<URI> url,
        Optional<Integer> priority,
        Optional<Double> cost,
        Optional<Map<String, String>> labels,
        Optional<Secret> apiKey) {

    private static final int MAX_BODY = 1024 * 1024;

    /**
     * Reads the body of a request.
     *
     * @throws GatewayException 400 if it is no form, 413 if it is far too large for one
     */
    static WorkerForm read(Client client) {
        try (JsonParser json = Json.parser(body(client))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw bad("The body must be a JSON object");
            }
            Fields fields = new Fields();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                fields.take(name, json);
            }
            return fields.form();
        } catch (JacksonException e) {
            throw new GatewayException(ErrorReply.invalidJson("The request body is not valid JSON"));
        }
    }

    /** What holds of a worker with these settings after this form, as far as the form says something. */
    WorkerSettings over(WorkerSettings before) {
        Map<String, String> merged = new HashMap<>(before.labels());
        labels.ifPresent(merged::putAll);
        return new WorkerSettings(
                priority.orElse(before.priority()), cost.orElse(before.cost()), merged, apiKey.or(before::apiKey));
    }

    static GatewayException bad(String message) {
        return new GatewayException(new ErrorReply(400, "bad_request", message));
    }

    private static byte[] body(Client client) {
        byte[] body = new byte[MAX_BODY + 1];
        int size = 0;
        while (client.hasUnreadBody()) {
            size += Math.max(0, client.readBody(body, size, body.length - size));
            if (size > MAX_BODY) {
                throw new GatewayException(ErrorReply.payloadTooLarge());
            }
        }
        return Arrays.copyOf(body, size);
    }

    /** The fields as they are read. */
    private static final class Fields {

        private Optional<URI> url = Optional.empty();
        private Optional<Integer> priority = Optional.empty();
        private Optional<Double> cost = Optional.empty();
        private Optional<Map<String, String>> labels = Optional.empty();
        private Optional<Secret> apiKey = Optional.empty();

        void take(String name, JsonParser json) {
            if (json.currentToken() == JsonToken.VALUE_NULL) {
                return;
            }
            switch (name) {
                case "url" -> url = Optional.of(url(text(name, json)));
                case "priority" -> priority = Optional.of(number(name, json).intValue());
                case "cost" -> cost = Optional.of(number(name, json).doubleValue());
                case "labels" -> labels = Optional.of(labels(json));
                case "api_key" -> apiKey = Optional.of(key(text(name, json)));
                default -> json.skipChildren();
            }
        }

        WorkerForm form() {
            return new WorkerForm(url, priority, cost, labels, apiKey);
        }

        private static URI url(String text) {
            return WorkerUrl.parse(text).orElseThrow(() -> bad("'url' must be " + WorkerUrl.ALLOWED));
        }

        private static Secret key(String text) {
            return Secret.parse(text).orElseThrow(() -> bad("'api_key' must be printable ASCII without blanks"));
        }

        private static String text(String name, JsonParser json) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw bad("'" + name + "' must be a string");
            }
            return json.getString();
        }

        private static Number number(String name, JsonParser json) {
            if (!json.currentToken().isNumeric()) {
                throw bad("'" + name + "' must be a number");
            }
            return json.getNumberValue();
        }

        private static Map<String, String> labels(JsonParser json) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw bad("'labels' must be an object of strings");
            }
            Map<String, String> labels = new HashMap<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                labels.put(name, text("labels." + name, json));
            }
            return labels;
        }
    }
}
