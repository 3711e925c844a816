package io.smg.server.upstream;

/** How a reader knows where an answer's body ends. */
public enum Framing {
    /** There is no body: 204, 304, or an answer to HEAD. */
    NONE,
    /** By {@code Content-Length}. */
    LENGTH,
    /** By the last chunk. */
    CHUNKED,
    /** By the end of the connection. */
    UNTIL_CLOSE
}
