package io.smg.server.admission;

import io.smg.server.config.AdmissionConfig;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in: never more than a number at once, at no more than a rate on average, the others first in, first out
 * from one queue with a bound on its length and on each wait. Thread-safe.
 *
 * <p>Where there is a limit, one lock guards it all, held for a few instructions. Only the first in the queue may come in, so whoever gives a
 * place back, or leaves the queue, wakes the one that is first now; that one also waits for the next token itself.
 */
public final class Admission {

    private final AdmissionConfig config;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Visit> queue = new LinkedHashSet<>();
    private final TokenBucket tokens;
    private final AtomicInteger inside = new AtomicInteger();

    /**
     * A door that nobody has come to yet.
     *
     * @param nanoTime a monotonic clock
     */
    public Admission(AdmissionConfig config, LongSupplier nanoTime) {
        this.config = config;
        this.nanoTime = nanoTime;
        this.tokens = new TokenBucket(config.ratePerSecond(), Math.max(1, config.burst()), nanoTime.getAsLong());
    }

    /** A request's visit, which begins at the door. */
    public Visit visit() {
        return new Visit();
    }

    /** How many requests are in. */
    public int inFlight() {
        return inside.get();
    }

    /** How many requests wait to be let in. */
    public int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return inside.get() >= config.maxConcurrent();
    }

    private boolean comeIn(long now) {
        if (isFull() || !tokens.tryTake(now)) {
            return false;
        }
        inside.incrementAndGet();
        return true;
    }

    private void wakeFirst() {
        Iterator<Visit> waiting = queue.iterator();
        if (waiting.hasNext()) {
            waiting.next().wake();
        }
    }

    /**
     * One request at the door, then inside, then gone. Used by the request's thread, except that any thread may say
     * that its client has left.
     */
    public final class Visit implements AutoCloseable {

        private @Nullable Condition changed;
        private boolean admitted;
        private boolean left;

        private Visit() {}

        /** Comes in, waiting for that if need be. To be called once. */
        public Entry enter() {
            if (!config.isLimited()) {
                inside.incrementAndGet();
                admitted = true;
                return Entry.ADMITTED;
            }
            lock.lock();
            try {
                Entry entry = queue.isEmpty() && comeIn(nanoTime.getAsLong()) ? Entry.ADMITTED : queueUp();
                admitted = entry == Entry.ADMITTED;
                return entry;
            } finally {
                lock.unlock();
            }
        }

        /** Says that the client has left: it waits no longer. Without effect on a request that is in. */
        public void leave() {
            if (!config.isLimited()) {
                return;
            }
            lock.lock();
            try {
                left = true;
                wake();
            } finally {
                lock.unlock();
            }
        }

        /** Gives the place back, if there is one. */
        @Override
        public void close() {
            if (!admitted) {
                return;
            }
            admitted = false;
            inside.decrementAndGet();
            if (config.isLimited()) {
                lock.lock();
                try {
                    wakeFirst();
                } finally {
                    lock.unlock();
                }
            }
        }

        private void wake() {
            if (changed != null) {
                changed.signal();
            }
        }

        private Entry queueUp() {
            if (queue.size() >= config.queueSize()) {
                return Entry.QUEUE_FULL;
            }
            queue.add(this);
            Condition mine = lock.newCondition();
            changed = mine;
            try {
                return await(mine, nanoTime.getAsLong() + config.queueTimeout().toNanos());
            } finally {
                queue.remove(this);
                wakeFirst();
            }
        }

        private Entry await(Condition mine, long deadline) {
            while (!left) {
                long now = nanoTime.getAsLong();
                boolean first = queue.iterator().next() == this;
                if (first && comeIn(now)) {
                    return Entry.ADMITTED;
                }
                if (deadline - now <= 0) {
                    return Entry.TIMED_OUT;
                }
                long patience = first && !isFull() ? tokens.nanosToNext(now) : Long.MAX_VALUE;
                pause(mine, Math.min(deadline - now, patience));
            }
            return Entry.LEFT;
        }

        @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
        private void pause(Condition mine, long nanos) {
            try {
                mine.awaitNanos(nanos);
            } catch (InterruptedException e) {
                // Somebody wants this request to end now.
                Thread.currentThread().interrupt();
                left = true;
            }
        }
    }
}
