package io.smg.policy.cacheaware;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.StampedLock;

/**
 * Which workers hold a block, by the block's hash.
 *
 * <p>A table in parts, each with a lock for writing and a size of its own, so that neither a write nor growth stops more
 * than one part. A read takes no lock: it is done again if its part was changed meanwhile, and waits only for a change
 * that takes long. Most blocks are held by one worker, whose number is all that the table has of them: no object, which
 * the collector would have to follow. Thread-safe.
 */
final class BlockTable {

    private static final int PARTS_LOG = 6;

    private final Part[] parts = new Part[1 << PARTS_LOG];

    BlockTable() {
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Part();
        }
    }

    /** The workers that hold a block, in a {@link WorkerSet}. */
    char[] holders(long hash) {
        return part(hash).holders(hash);
    }

    /** The worker holds these blocks. Nobody else may add or remove blocks of this worker meanwhile. */
    void add(char worker, long... hashes) {
        glance(hashes);
        for (long hash : hashes) {
            part(hash).add(hash, worker);
        }
    }

    /** The worker doesn't hold these blocks any more. Nobody else may add or remove blocks of this worker meanwhile. */
    void remove(char worker, long... hashes) {
        glance(hashes);
        for (long hash : hashes) {
            part(hash).remove(hash, worker);
        }
    }

    private void glance(long... hashes) {
        for (long hash : hashes) {
            part(hash).holders.glance(hash);
        }
    }

    private Part part(long hash) {
        return parts[(int) hash & (parts.length - 1)];
    }

    /** The blocks of one part, each with the number of the worker that holds it, or a set of several. */
    private static final class Part {

        /** Stands for the holders of a block that has several. */
        private static final long SEVERAL = Long.MAX_VALUE;

        /** How often a read is tried beside changes, which are short unless their thread has lost its processor. */
        private static final int TRIES = 200;

        private final StampedLock lock = new StampedLock();
        private final BlockMap holders = new BlockMap();
        private final Map<Long, char[]> several = new ConcurrentHashMap<>();

        char[] holders(long hash) {
            for (int i = 0; i < TRIES; i++) {
                long stamp = lock.tryOptimisticRead();
                char[] found = lookUp(hash);
                if (lock.validate(stamp)) {
                    return found;
                }
                Thread.onSpinWait();
            }
            return holdersAfterChange(hash);
        }

        private char[] holdersAfterChange(long hash) {
            long stamp = lock.readLock();
            try {
                return lookUp(hash);
            } finally {
                lock.unlockRead(stamp);
            }
        }

        void add(long hash, char worker) {
            long stamp = lock.writeLock();
            try {
                long before = holders.put(hash, worker);
                if (before != BlockMap.ABSENT) {
                    replace(hash, WorkerSet.with(set(hash, before), worker));
                }
            } finally {
                lock.unlockWrite(stamp);
            }
        }

        void remove(long hash, char worker) {
            long stamp = lock.writeLock();
            try {
                if (!holders.remove(hash, worker)) {
                    replace(hash, WorkerSet.without(lookUp(hash), worker));
                }
            } finally {
                lock.unlockWrite(stamp);
            }
        }

        private void replace(long hash, char[] workers) {
            if (workers.length > 1) {
                several.put(hash, workers);
                holders.put(hash, SEVERAL);
            } else if (workers.length == 1) {
                several.remove(hash);
                holders.put(hash, workers[0]);
            }
        }

        private char[] lookUp(long hash) {
            return set(hash, holders.get(hash));
        }

        private char[] set(long hash, long holder) {
            if (holder == BlockMap.ABSENT) {
                return WorkerSet.NONE;
            }
            return holder == SEVERAL ? several.getOrDefault(hash, WorkerSet.NONE) : WorkerSet.single((char) holder);
        }
    }
}
