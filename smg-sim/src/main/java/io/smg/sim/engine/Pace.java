package io.smg.sim.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;

/** When the tokens of an answer are due: each a step after the one before was due, so that being late adds up to nothing. */
final class Pace {

    private final Timing timing;
    private final Optional<Duration> fixed;
    private final IntSupplier running;
    private final Work work;
    private long due = System.nanoTime();

    /**
     * A pace that starts now.
     *
     * @param timing the engine's timing
     * @param fixed the time of a token whatever the engine's timing says
     * @param running how many requests run
     * @param work what waits
     */
    Pace(Timing timing, Optional<Duration> fixed, IntSupplier running, Work work) {
        this.timing = timing;
        this.fixed = fixed;
        this.running = running;
        this.work = work;
    }

    /** Waits for a token; the first one comes with the prefill. */
    void awaitToken(int index) throws ClientLeftException {
        if (index > 0) {
            due += fixed.isPresent() ? fixed.get().toNanos() : timing.stepNanos(running.getAsInt());
            work.until(due);
        }
    }
}
