package io.smg.api;

import java.util.OptionalInt;

/**
 * Token counts as a worker reported them in its answer's {@code usage}.
 *
 * @param promptTokens tokens of the prompt
 * @param cachedTokens those of them that the worker found in its prefix cache; empty if it did not say
 * @param completionTokens tokens that were generated
 */
public record Usage(int promptTokens, OptionalInt cachedTokens, int completionTokens) {}
