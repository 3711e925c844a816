package io.smg.server.exchange;

import io.smg.api.Outcome;
import io.smg.api.Usage;
import io.smg.server.http1.AnswerHead;
import io.smg.server.routing.Choice;
import io.smg.server.routing.Router;
import io.smg.server.worker.Backend;
import io.smg.server.worker.Lease;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One attempt from its dispatch to its outcome: it holds the worker's lease, and tells the worker's breaker and the
 * policy once what came of it. Used by the request's thread alone.
 */
final class Dispatch implements AutoCloseable {

    private final Router router;
    private final InboundRequest request;
    private final Choice choice;
    private final Lease lease;
    private final LongSupplier nanoTime;
    private final long start;
    private Duration firstByte = Duration.ZERO;

    Dispatch(Router router, InboundRequest request, Choice choice, Lease lease, LongSupplier nanoTime) {
        this.router = router;
        this.request = request;
        this.choice = choice;
        this.lease = lease;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    Backend worker() {
        return choice.worker();
    }

    /** How many of the prompt's tokens the policy expects in the worker's cache. */
    int predictedTokens() {
        return choice.decision().cachedTokens();
    }

    /** The worker has begun to answer. */
    void began(AnswerHead head, Judgement judgement) {
        firstByte = sinceStart();
        lease.firstByte();
        switch (judgement) {
            case GOOD -> lease.answered();
            case FAILURE -> lease.failed();
            case OVERLOAD -> lease.overloaded(RetryAfter.of(head.fields(), InstantSource.system()));
            case NEUTRAL -> {
                // A client's fault says nothing about the worker.
            }
        }
    }

    /** The answer is complete, or not wanted any more. */
    void ended(AnswerHead head, Optional<Usage> usage) {
        if (Judgement.of(head.status()) == Judgement.GOOD) {
            lease.completed();
        }
        usage.ifPresent(reported -> choice.pool().noteTokens(request.body().length, reported.promptTokens()));
        tell(new Outcome.Answered(head.status(), firstByte, sinceStart(), usage));
    }

    /** The worker could not be reached, gave no answer, or broke off. */
    void failed() {
        lease.failed();
        tell(new Outcome.Failed(sinceStart()));
    }

    /** The client left. */
    void cancelled() {
        tell(new Outcome.Cancelled(sinceStart()));
    }

    @Override
    public void close() {
        lease.close();
    }

    private Duration sinceStart() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    private void tell(Outcome outcome) {
        router.completed(choice, request, outcome);
    }
}
