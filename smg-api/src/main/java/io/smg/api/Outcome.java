package io.smg.api;

import java.time.Duration;
import java.util.Optional;

/** How a routed request ended. */
public sealed interface Outcome {

    /**
     * The worker answered, to the last byte.
     *
     * @param status the HTTP status
     * @param firstByte time from dispatch to the first byte of the answer
     * @param duration time from dispatch to its last byte
     * @param usage token counts, if the worker reported them
     */
    record Answered(int status, Duration firstByte, Duration duration, Optional<Usage> usage) implements Outcome {}

    /**
     * The worker could not be reached, gave no answer, or broke off in the middle of one.
     *
     * @param duration time from dispatch to the failure
     */
    record Failed(Duration duration) implements Outcome {}

    /**
     * The client left before the answer was complete; this says nothing about the worker.
     *
     * @param duration time from dispatch to the client's leaving
     */
    record Cancelled(Duration duration) implements Outcome {}
}
