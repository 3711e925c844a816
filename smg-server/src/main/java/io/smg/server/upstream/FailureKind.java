package io.smg.server.upstream;

/** In which way a worker failed to answer. */
public enum FailureKind {
    /** No connection: refused, unknown name, no route, or not in time. */
    UNREACHABLE,
    /** The connection ended before any byte of an answer. */
    CLOSED,
    /** No answer's head in time. */
    TIMED_OUT,
    /** The answer's head breaks the protocol, or breaks off. */
    MALFORMED
}
