package io.smg.server.admission;

/** What became of a request at the door. */
public enum Entry {
    /** It is in. */
    ADMITTED,
    /** As many were waiting as may wait. */
    QUEUE_FULL,
    /** It has waited for as long as one may. */
    TIMED_OUT,
    /** Its client left while it waited. */
    LEFT
}
