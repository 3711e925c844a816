package io.smg.policy.cacheaware;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which workers hold a block, by the block's hash.
 *
 * <p>A hash table in parts, each with a lock for writing and a size of its own, so that neither a write nor growth stops
 * more than one part. Chains are immutable and replaced as a whole: a read takes no lock and sees a block as it was
 * before or after a change. Thread-safe.
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
        for (long hash : heldOrNot(false, worker, hashes)) {
            part(hash).add(hash, worker);
        }
    }

    /** The worker doesn't hold these blocks any more. Nobody else may add or remove blocks of this worker meanwhile. */
    void remove(char worker, long... hashes) {
        for (long hash : heldOrNot(true, worker, hashes)) {
            part(hash).remove(hash, worker);
        }
    }

    /**
     * Those of the blocks that the worker holds, or those that it doesn't. This is for the sake of speed as well: the
     * waits for memory of looking at all of them overlap, and those of changing one after the other wouldn't.
     */
    private long[] heldOrNot(boolean held, char worker, long... hashes) {
        long[] some = new long[hashes.length];
        int count = 0;
        for (long hash : hashes) {
            if (WorkerSet.contains(holders(hash), worker) == held) {
                some[count++] = hash;
            }
        }
        return Arrays.copyOf(some, count);
    }

    private Part part(long hash) {
        return parts[(int) (hash >>> (Long.SIZE - PARTS_LOG))];
    }

    /** A block that some worker holds, and the next one in its chain. */
    private record Block(
            long hash, char[] holders, @Nullable Block next) {

        static char[] holders(@Nullable Block chain, long hash) {
            for (Block block = chain; block != null; block = block.next) {
                if (block.hash == hash) {
                    return block.holders;
                }
            }
            return WorkerSet.NONE;
        }

        static @Nullable Block without(@Nullable Block chain, long hash) {
            if (chain == null) {
                return null;
            }
            return chain.hash == hash ? chain.next : new Block(chain.hash, chain.holders, without(chain.next, hash));
        }
    }

    private static final class Part {

        private final ReentrantLock lock = new ReentrantLock();
        private volatile AtomicReferenceArray<@Nullable Block> chains = new AtomicReferenceArray<>(8);
        private int size;

        char[] holders(long hash) {
            AtomicReferenceArray<@Nullable Block> table = chains;
            return Block.holders(table.getAcquire(index(table, hash)), hash);
        }

        void add(long hash, char worker) {
            lock.lock();
            try {
                char[] before = holders(hash);
                replace(hash, before, WorkerSet.with(before, worker));
            } finally {
                lock.unlock();
            }
        }

        void remove(long hash, char worker) {
            lock.lock();
            try {
                char[] before = holders(hash);
                replace(hash, before, WorkerSet.without(before, worker));
            } finally {
                lock.unlock();
            }
        }

        private void replace(long hash, char[] before, char[] after) {
            AtomicReferenceArray<@Nullable Block> table = chains;
            int index = index(table, hash);
            Block chain = table.getPlain(index);
            Block rest = before.length == 0 ? chain : Block.without(chain, hash);
            table.setRelease(index, after.length == 0 ? rest : new Block(hash, after, rest));
            size += Integer.signum(after.length) - Integer.signum(before.length);
            resize();
        }

        private void resize() {
            int length = chains.length();
            if (size > length / 2) {
                chains = copy(length * 2);
            } else if (length > 8 && size < length / 16) {
                chains = copy(length / 2);
            }
        }

        private AtomicReferenceArray<@Nullable Block> copy(int length) {
            AtomicReferenceArray<@Nullable Block> copy = new AtomicReferenceArray<>(length);
            for (int i = 0; i < chains.length(); i++) {
                for (Block block = chains.getPlain(i); block != null; block = block.next) {
                    int index = index(copy, block.hash);
                    copy.setPlain(index, new Block(block.hash, block.holders, copy.getPlain(index)));
                }
            }
            return copy;
        }

        private static int index(AtomicReferenceArray<?> table, long hash) {
            return (int) hash & (table.length() - 1);
        }
    }
}
