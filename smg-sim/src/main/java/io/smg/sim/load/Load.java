package io.smg.sim.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Load from a number of connections. Each asks as soon as it has its answer; or, if a rate is set, takes the next
 * request that is due, whose latency counts from then.
 */
public final class Load {

    private final LoadOptions options;
    private final Question question;
    private final AtomicLong taken = new AtomicLong();
    private final long start = System.nanoTime();
    private final long counted;
    private final long end;

    private Load(LoadOptions options) {
        this.options = options;
        this.question = new Question(options);
        this.counted = start + options.warmup().toNanos();
        this.end = counted + options.duration().toNanos();
    }

    /** Makes load, and tells what became of it. */
    public static Summary run(LoadOptions options) throws InterruptedException {
        return new Load(options).run();
    }

    private Summary run() throws InterruptedException {
        Tally all = new Tally();
        List<Asker> askers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < options.connections(); i++) {
            Asker asker = new Asker(options, question::next);
            askers.add(asker);
            threads.add(Thread.ofVirtual().name("asker").start(() -> askOn(asker)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        askers.forEach(asker -> all.add(asker.tally()));
        return new Summary(all, System.nanoTime() - counted);
    }

    private void askOn(Asker asker) {
        try (asker) {
            boolean counting = options.warmup().isZero();
            for (long due = nextDue(); due < end; due = nextDue()) {
                await(due);
                if (!counting && due >= counted) {
                    counting = true;
                    asker.forget();
                }
                asker.ask(due);
            }
            if (!counting) {
                asker.forget();
            }
        }
    }

    /** When the next request is due; the end if there is none any more. */
    private long nextDue() {
        long number = taken.getAndIncrement();
        if (options.requests() > 0 && number >= options.requests()) {
            return end;
        }
        return options.rate() == 0 ? System.nanoTime() : start + Math.round(number / options.rate() * 1e9);
    }

    private static void await(long due) {
        for (long rest = due - System.nanoTime(); rest > 0; rest = due - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
    }
}
