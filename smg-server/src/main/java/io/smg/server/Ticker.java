package io.smg.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The gateway's only timer: one thread that calls short, non-blocking chores again and again. A chore that fails is
 * logged and called again all the same. Starting and stopping are for one thread.
 */
final class Ticker implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Ticker.class.getName());

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ticker").factory());
    private final List<Future<?>> chores = new ArrayList<>();

    /** Calls a chore, with the given pause after each call. */
    void every(Duration pause, Runnable chore) {
        long nanos = pause.toNanos();
        chores.add(timer.scheduleWithFixedDelay(() -> call(chore), nanos, nanos, TimeUnit.NANOSECONDS));
    }

    /** Calls a chore once, after a pause. */
    void after(Duration pause, Runnable chore) {
        chores.add(timer.schedule(() -> call(chore), pause.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {
        chores.forEach(chore -> chore.cancel(false));
        timer.shutdown();
    }

    private static void call(Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a chore of the ticker failed", e);
        }
    }
}
