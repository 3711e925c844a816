package io.smg.sim.load;

/** What became of a request. */
enum Outcome {
    /** It was answered, and the answer is right. */
    OK,
    /** Its answer's status is not 200. */
    STATUS,
    /** Its answer is no completion. */
    WRONG,
    /** Its answer, or its connection, ended too soon. */
    TORN,
    /** Nothing came for too long. */
    TIMEOUT,
    /** There was no connection to be had. */
    CONNECT
}
