package io.smg.server.observe;

import java.util.Locale;

/** How a request ended: each ends in exactly one of these ways. */
public enum Ending {
    /** A worker's answer, or the gateway's own good one, has gone out whole. */
    ANSWERED,
    /** The gateway refused the request: the client's fault, or too many at once. */
    REJECTED,
    /** The client left before its answer was complete. */
    CLIENT_GONE,
    /** The worker broke off in the middle of its answer. */
    WORKER_BROKE,
    /** There was no answer to give. */
    FAILED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in logs. */
    public String label() {
        return label;
    }
}
