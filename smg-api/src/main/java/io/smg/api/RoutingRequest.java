package io.smg.api;

import java.util.Optional;

/**
 * What a policy may know of a request. Everything beyond the model is computed on first use, so that a policy which
 * doesn't look pays nothing. Implementations are safe for use by one thread at a time.
 */
public interface RoutingRequest {

    /**
     * The model that the request names, after aliases have been resolved.
     *
     * @return the model's id, or the empty string if the request names none
     */
    String model();

    /**
     * The value of a header of the client's request.
     *
     * @param name the header's name, in any case
     * @return the first value, if the request has the header
     */
    Optional<String> header(String name);

    /**
     * Which attempt at this request is being routed.
     *
     * @return 1 for the first, 2 for the first retry, and so on
     */
    int attempt();

    /**
     * The content that a worker's prefix cache would see, in order: for a chat the text of all messages and the
     * tools, for a completion the prompt. Two requests that a worker would tokenise to a common prefix have a common
     * prefix here.
     *
     * @return the text, empty if the request has none
     */
    String promptText();

    /**
     * An estimate of how many tokens {@link #promptText()} is for the model.
     *
     * @return zero or more tokens
     */
    int promptTokens();
}
