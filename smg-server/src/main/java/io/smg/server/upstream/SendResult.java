package io.smg.server.upstream;

import io.smg.server.http1.AnswerHead;

/** What became of a request that was sent to a worker. */
public sealed interface SendResult {

    /**
     * The worker answered.
     *
     * @param head the final answer's head
     * @param body its body, still to be read
     */
    record Answered(AnswerHead head, AnswerBody body) implements SendResult {}

    /**
     * The worker did not answer; its connection is closed.
     *
     * @param kind in which way
     * @param detail what happened, for the log and never for the client
     */
    record Failed(FailureKind kind, String detail) implements SendResult {}

    /** The exchange was cancelled or its thread interrupted; its connection is closed. */
    record ClientLeft() implements SendResult {}
}
