package io.smg.server.worker;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that probes one worker: at once, then each interval, and at once when it is told to hurry. A worker that
 * has never been well is asked more often at first. Any thread may hurry or stop it.
 */
final class HealthWatch {

    /** The pause after the first probe of a worker that is not well yet; it doubles up to the interval. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** Suspicions that come closer together than this cost one probe, so that they don't become a load of their own. */
    private static final Duration LEAST_PAUSE = Duration.ofMillis(100);

    private final Backend worker;
    private final Duration interval;
    private final Runnable check;
    private final Semaphore suspicions = new Semaphore(0);
    private final Thread thread;
    private Duration pause = FIRST_PAUSE;

    private HealthWatch(Backend worker, Duration interval, Runnable check) {
        this.worker = worker;
        this.interval = interval;
        this.check = check;
        this.thread = Thread.ofVirtual().name("health " + worker).unstarted(this::run);
    }

    /**
     * Begins to watch a worker.
     *
     * @param check probes the worker, within a deadline
     */
    static HealthWatch start(Backend worker, Duration interval, Runnable check) {
        HealthWatch watch = new HealthWatch(worker, interval, check);
        watch.thread.start();
        return watch;
    }

    /** Says that something may be wrong with the worker. */
    void hurry() {
        suspicions.release();
    }

    void stop() {
        thread.interrupt();
    }

    private void run() {
        // Each worker has a phase of its own, so that workers are not probed in step.
        double phase = ThreadLocalRandom.current().nextDouble(0.5, 1);
        try {
            while (!thread.isInterrupted()) {
                check.run();
                await(nextPause(phase));
                phase = 1;
            }
        } catch (InterruptedException e) {
            // The worker has left, or the gateway ends.
            thread.interrupt();
        }
    }

    private Duration nextPause(double phase) {
        if (worker.health() == Backend.Health.PENDING && pause.compareTo(interval) < 0) {
            Duration now = pause;
            pause = pause.multipliedBy(2);
            return now;
        }
        return Duration.ofNanos((long) (interval.toNanos() * phase));
    }

    private void await(Duration length) throws InterruptedException {
        long start = System.nanoTime();
        if (suspicions.tryAcquire(length.toNanos(), TimeUnit.NANOSECONDS)) {
            parkUntil(start + Math.min(LEAST_PAUSE.toNanos(), length.toNanos()));
        }
        suspicions.drainPermits();
    }

    private void parkUntil(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            if (thread.isInterrupted()) {
                return;
            }
            LockSupport.parkNanos(left);
        }
    }
}
