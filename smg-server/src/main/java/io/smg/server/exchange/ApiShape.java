package io.smg.server.exchange;

/** Whose API a client speaks, which decides how an error looks. */
public enum ApiShape {
    /** {@code {"error":{"message","type","param","code"}}}. */
    OPENAI,
    /** {@code {"type":"error","error":{"type","message"}}}. */
    ANTHROPIC
}
