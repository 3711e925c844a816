package io.smg.sim.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Lets a bounded number of requests run, and a bounded number wait for that in the order of their coming. Thread-safe. */
final class Scheduler {

    /** A running request's place; closing it gives it to the one that has waited longest. */
    final class Place implements AutoCloseable {

        private final Thread worker;
        private volatile boolean given;

        private Place(Thread worker) {
            this.worker = worker;
        }

        private void give() {
            running.incrementAndGet();
            given = true;
            LockSupport.unpark(worker);
        }

        @Override
        public void close() {
            leave(this);
        }
    }

    private final int maxRunning;
    private final int maxWaiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Place> queue = new ArrayDeque<>();
    private final AtomicInteger running = new AtomicInteger();

    Scheduler(int maxRunning, int maxWaiting) {
        this.maxRunning = maxRunning;
        this.maxWaiting = maxWaiting;
    }

    /** Waits for a place; there is none if too many wait already. */
    Optional<Place> enter(Work work) throws ClientLeftException {
        Place place = new Place(work.worker());
        if (!admit(place)) {
            return Optional.empty();
        }
        try {
            work.until(() -> place.given);
            return Optional.of(place);
        } catch (ClientLeftException e) {
            place.close();
            throw e;
        }
    }

    /** How many requests run. */
    int running() {
        return running.get();
    }

    /** How many requests wait. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean admit(Place place) {
        lock.lock();
        try {
            if (running.get() < maxRunning) {
                place.give();
                return true;
            }
            return queue.size() < maxWaiting && queue.add(place);
        } finally {
            lock.unlock();
        }
    }

    private void leave(Place place) {
        lock.lock();
        try {
            if (!place.given) {
                queue.remove(place);
                return;
            }
            running.decrementAndGet();
            if (!queue.isEmpty()) {
                queue.removeFirst().give();
            }
        } finally {
            lock.unlock();
        }
    }
}
