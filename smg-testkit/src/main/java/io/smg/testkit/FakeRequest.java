package io.smg.testkit;

import io.smg.api.RoutingRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request that is whatever a test says it is.
 *
 * @param model the model that it names, or the empty string
 * @param headers header values by name
 * @param attempt 1 for the first attempt
 * @param promptText what a prefix cache would see
 * @param promptTokens how many tokens that is
 */
public record FakeRequest(String model, Map<String, String> headers, int attempt, String promptText, int promptTokens)
        implements RoutingRequest {

    private static final int BYTES_PER_TOKEN = 4;

    /** Copies the headers. */
    public FakeRequest {
        headers = Map.copyOf(headers);
    }

    /** A first attempt that names no model and has neither headers nor a prompt. */
    public static FakeRequest empty() {
        return new FakeRequest("", Map.of(), 1, "", 0);
    }

    /** A first attempt with a prompt, estimated at four characters a token. */
    public static FakeRequest prompt(String text) {
        return new FakeRequest("", Map.of(), 1, text, Math.ceilDiv(text.length(), BYTES_PER_TOKEN));
    }

    /** This request for a model. */
    public FakeRequest withModel(String name) {
        return new FakeRequest(name, headers, attempt, promptText, promptTokens);
    }

    /** This request with one more header. */
    public FakeRequest withHeader(String name, String value) {
        return new FakeRequest(model, with(headers, name, value), attempt, promptText, promptTokens);
    }

    /** This request at another attempt. */
    public FakeRequest withAttempt(int number) {
        return new FakeRequest(model, headers, number, promptText, promptTokens);
    }

    /** This request with another number of prompt tokens. */
    public FakeRequest withPromptTokens(int tokens) {
        return new FakeRequest(model, headers, attempt, promptText, tokens);
    }

    @Override
    public Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The entries of a map and one more. */
    static Map<String, String> with(Map<String, String> entries, String key, String value) {
        Map<String, String> more = new HashMap<>(entries);
        more.put(key, value);
        return Map.copyOf(more);
    }
}
