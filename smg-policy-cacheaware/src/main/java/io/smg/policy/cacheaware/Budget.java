package io.smg.policy.cacheaware;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that the indexes of all models share. Beyond it the least recently used blocks go first, whichever worker
 * of whichever model they belong to.
 *
 * <p>What is charged is a worker's holding a block: 60 bytes in the worker's map and ring, 36 in the table where no other
 * worker holds it, and 24 of what all these have grown by in vain. Thread-safe.
 */
final class Budget {

    static final int BYTES_A_BLOCK = 120;

    private final long limit;
    private final AtomicLong blocks = new AtomicLong();
    private final AtomicLong stamps = new AtomicLong();
    private final Set<WorkerBlocks> sharers = ConcurrentHashMap.newKeySet();

    Budget(long bytes) {
        limit = bytes / BYTES_A_BLOCK;
    }

    /** A number greater than all before it. */
    long nextStamp() {
        return stamps.incrementAndGet();
    }

    /** How many blocks are charged. */
    long blocks() {
        return blocks.get();
    }

    /** Charges blocks, or gives them back if the number is negative. */
    void charge(int count) {
        blocks.addAndGet(count);
    }

    /** Takes in one more to share the budget. */
    void admit(WorkerBlocks sharer) {
        sharers.add(sharer);
    }

    /** Gives back all that one of the sharers has. */
    void dismiss(WorkerBlocks sharer) {
        sharers.remove(sharer);
        sharer.forget();
    }

    /** Drops blocks until those charged are within the limit; not to be called with a sharer's lock held. */
    void settle() {
        long excess = excess();
        while (excess > 0 && dropOldest(excess)) {
            excess = excess();
        }
    }

    private long excess() {
        return blocks.get() - limit;
    }

    /** The sharer with the oldest block drops what is older than anything that the others have. */
    private boolean dropOldest(long most) {
        WorkerBlocks oldest = null;
        long least = Long.MAX_VALUE;
        long next = Long.MAX_VALUE;
        for (WorkerBlocks sharer : sharers) {
            long stamp = sharer.oldest();
            if (stamp < least) {
                oldest = sharer;
                next = least;
                least = stamp;
            } else {
                next = Math.min(next, stamp);
            }
        }
        if (oldest == null) {
            return false;
        }
        oldest.drop(most, next);
        return true;
    }
}
