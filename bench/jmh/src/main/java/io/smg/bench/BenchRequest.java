package io.smg.bench;

import io.smg.api.RoutingRequest;
import java.util.Optional;

/** A first attempt with a prompt and nothing else. */
record BenchRequest(String promptText) implements RoutingRequest {

    private static final int CHARS_PER_TOKEN = 4;

    @Override
    public String model() {
        return "model";
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.empty();
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public int promptTokens() {
        return Math.ceilDiv(promptText.length(), CHARS_PER_TOKEN);
    }
}
