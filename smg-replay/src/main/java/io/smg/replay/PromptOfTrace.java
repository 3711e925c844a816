package io.smg.replay;

import io.smg.api.RoutingRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request of a trace as policies see it. For one thread. */
final class PromptOfTrace implements RoutingRequest {

    private final TracedRequest traced;
    private @Nullable String text;

    PromptOfTrace(TracedRequest traced) {
        this.traced = traced;
    }

    TracedRequest traced() {
        return traced;
    }

    @Override
    public String model() {
        return VirtualContext.MODEL;
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
    public String promptText() {
        String made = text;
        if (made == null) {
            made = PromptText.of(traced);
            text = made;
        }
        return made;
    }

    @Override
    public int promptTokens() {
        return traced.promptTokens();
    }

    /** Gives the text's memory back; thousands of requests may wait at once. */
    void forgetText() {
        text = null;
    }
}
