package io.smg.replay;

import io.smg.api.RoutingDecision;
import io.smg.api.Usage;
import java.time.Duration;
import java.util.OptionalInt;

/** One request on its way through an engine. For one thread. */
final class Turn {

    private final PromptOfTrace request;
    private final RoutingDecision decision;
    private final long arrival;
    private int cachedTokens;
    private long firstToken;

    /**
     * A request that has been sent to an engine.
     *
     * @param request the request
     * @param decision why it was sent there
     * @param arrival when
     */
    Turn(PromptOfTrace request, RoutingDecision decision, long arrival) {
        this.request = request;
        this.decision = decision;
        this.arrival = arrival;
    }

    PromptOfTrace request() {
        return request;
    }

    RoutingDecision decision() {
        return decision;
    }

    long[] blocks() {
        return request.traced().blocks();
    }

    /** The engine has begun with it, and has found so many of the prompt's blocks in its cache. */
    void foundCached(int count) {
        cachedTokens = Math.min(count * TracedRequest.BLOCK_TOKENS, request.promptTokens());
    }

    /** The engine has given the first token. */
    void began(long now) {
        firstToken = now;
    }

    int cachedTokens() {
        return cachedTokens;
    }

    int uncachedTokens() {
        return request.promptTokens() - cachedTokens;
    }

    /** The tokens that the policy expects the engine to prefill. */
    int expectedTokens() {
        return Math.max(0, request.promptTokens() - decision.cachedTokens());
    }

    /** The tokens that are to come after the first. */
    int tokensToDecode() {
        return Math.max(0, request.traced().outputTokens() - 1);
    }

    /** The time from its coming to the first token. */
    Duration toFirstToken() {
        return Duration.ofNanos(firstToken - arrival);
    }

    /** The time from its coming until now. */
    Duration sinceArrival(long now) {
        return Duration.ofNanos(now - arrival);
    }

    Usage usage() {
        return new Usage(
                request.promptTokens(),
                OptionalInt.of(cachedTokens),
                request.traced().outputTokens());
    }
}
