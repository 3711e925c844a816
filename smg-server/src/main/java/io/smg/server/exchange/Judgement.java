package io.smg.server.exchange;

/** What the status of an answer says of the worker that gave it. */
enum Judgement {
    /** The worker is well. */
    GOOD,
    /** The worker has failed; another one may do better. */
    FAILURE,
    /** The worker has too much to do; another one may have less. */
    OVERLOAD,
    /** The request was no good, which says nothing of the worker. */
    NEUTRAL;

    static Judgement of(int status) {
        return switch (status) {
            case 500, 502, 504 -> FAILURE;
            case 429, 503 -> OVERLOAD;
            default -> status < 400 ? GOOD : NEUTRAL;
        };
    }

    /** Whether another worker may give a better answer. */
    boolean isWorthARetry() {
        return this == FAILURE || this == OVERLOAD;
    }
}
