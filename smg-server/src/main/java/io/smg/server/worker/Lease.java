package io.smg.server.worker;

import java.time.Duration;
import java.util.Optional;

/**
 * One request's share of a worker's load, given back when it is closed, and what the request says of the worker. Used
 * by the request's thread alone; closing twice does nothing.
 */
public final class Lease implements AutoCloseable {

    private final Backend backend;
    private final CircuitBreaker.Pass pass;
    private final int promptTokens;
    private boolean prefilling = true;
    private boolean open = true;

    Lease(Backend backend, CircuitBreaker.Pass pass, int promptTokens) {
        this.backend = backend;
        this.pass = pass;
        this.promptTokens = promptTokens;
    }

    /** The worker has begun to answer, so the prompt no longer waits there. */
    public void firstByte() {
        if (prefilling) {
            prefilling = false;
            backend.prefillEnded(promptTokens);
        }
    }

    /** A good answer has begun. */
    public void answered() {
        pass.answered();
        backend.answeredWell();
    }

    /** A good answer is complete. */
    public void completed() {
        pass.completed();
    }

    /** The worker has failed. */
    public void failed() {
        pass.failed();
    }

    /**
     * The worker is overloaded, which is no failure.
     *
     * @param retryAfter how long it asks to be spared, if it does
     */
    public void overloaded(Optional<Duration> retryAfter) {
        backend.overloaded(retryAfter);
    }

    @Override
    public void close() {
        firstByte();
        pass.close();
        if (open) {
            open = false;
            backend.requestEnded();
        }
    }
}
