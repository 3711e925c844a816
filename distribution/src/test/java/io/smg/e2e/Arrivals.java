package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Clients that come at a steady rate, each when it is due and however long those before it take: on a machine that is
 * busy they come late, but not fewer.
 */
final class Arrivals {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Supplier<String> visit;
    private final long spacing;
    private final long start = System.nanoTime();
    private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
    private final Thread clock = Thread.ofVirtual().unstarted(this::come);
    private volatile long end = start + PATIENCE.toNanos();

    private Arrivals(int perSecond, Supplier<String> visit) {
        this.spacing = Duration.ofSeconds(1).toNanos() / perSecond;
        this.visit = visit;
    }

    /**
     * Lets the first one come.
     *
     * @param visit what each of them does; answers how that ended, as in {@link Tally}
     */
    static Arrivals start(int perSecond, Supplier<String> visit) {
        Arrivals arrivals = new Arrivals(perSecond, visit);
        arrivals.clock.start();
        return arrivals;
    }

    /** Waits until so many more visits are over. */
    void awaitMore(int count) {
        int wanted = latencies.size() + count;
        while (latencies.size() < wanted) {
            assertThat(clock.isAlive())
                    .as("%s visits, not %s", latencies.size(), wanted)
                    .isTrue();
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** Waits for those who were due until now, and counts; every one of them came. */
    Tally stop() throws InterruptedException {
        end = System.nanoTime();
        assertThat(clock.join(PATIENCE)).as("all visits are over").isTrue();
        assertThat(latencies).hasSizeGreaterThanOrEqualTo((int) ((end - start) / spacing));
        return new Tally(outcomes, List.copyOf(latencies));
    }

    private void come() {
        try (ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long due = start; due - end < 0; due += spacing) {
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                visitors.execute(this::count);
            }
        }
    }

    private void count() {
        long begun = System.nanoTime();
        String outcome = visit.get();
        outcomes.merge(outcome, 1, Integer::sum);
        latencies.add(System.nanoTime() - begun);
    }
}
