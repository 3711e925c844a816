package io.smg.policy.cacheaware;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The blocks that one worker is believed to hold, the least recently used of which it loses once they are more than it
 * has room for.
 *
 * <p>A chain is entered from its last block to its first, so that a block is never more recent than those before it:
 * what is lost first is always the end of a chain, as in the engines themselves. Thread-safe; changes take this worker's
 * lock.
 */
final class WorkerBlocks {

    private final ReentrantLock lock = new ReentrantLock();
    private final RecentBlocks recent = new RecentBlocks();
    private final char number;
    private final LearntCapacity capacity;
    private final BlockTable table;
    private final Budget budget;
    private volatile long oldest = Long.MAX_VALUE;
    private boolean forgotten;

    WorkerBlocks(char number, int bound, BlockTable table, Budget budget) {
        this.number = number;
        capacity = new LearntCapacity(bound);
        this.table = table;
        this.budget = budget;
    }

    /** The worker's number in the table. */
    char number() {
        return number;
    }

    /** The worker is sent a prompt of these blocks. */
    void remember(long[] chain) {
        change(() -> {
            int count = Math.min(chain.length, capacity.blocks());
            dropDownTo(capacity.blocks() - recent.missing(chain, count));
            table.add(number, touch(chain, count));
            // More are new than were missing if blocks of this very chain were the least recently used.
            dropDownTo(capacity.blocks());
        });
    }

    /** Makes the first blocks of a chain the most recently used; answers with those that are new. */
    private long[] touch(long[] chain, int count) {
        long stamp = budget.nextStamp();
        long[] entered = new long[count];
        int size = 0;
        for (int i = count - 1; i >= 0; i--) {
            if (recent.touch(chain[i], stamp)) {
                entered[size++] = chain[i];
            }
        }
        return Arrays.copyOf(entered, size);
    }

    /** The worker had less in its cache than was expected of it. */
    void foundLess() {
        change(() -> {
            capacity.foundLess(recent.size());
            dropDownTo(capacity.blocks());
        });
    }

    /** The worker had more in its cache than was expected of it. */
    void foundMore() {
        change(capacity::foundMore);
    }

    /** Drops so many of the least recently used blocks, as far as their stamps are not above this one. */
    void drop(long most, long stamp) {
        change(() -> dropOldest((int) Math.min(most, recent.size()), stamp));
    }

    /** Drops everything, and from now on remembers nothing. */
    void forget() {
        change(() -> {
            dropDownTo(0);
            forgotten = true;
        });
    }

    /** The stamp of the least recently used block, or {@link Long#MAX_VALUE} if there is none. */
    long oldest() {
        return oldest;
    }

    private void dropDownTo(int size) {
        if (recent.size() > size) {
            dropOldest(recent.size() - size, Long.MAX_VALUE);
        }
    }

    private void dropOldest(int most, long stamp) {
        table.remove(number, recent.dropOldest(most, stamp));
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            if (forgotten) {
                return;
            }
            int before = recent.size();
            change.run();
            budget.charge(recent.size() - before);
            oldest = recent.oldestStamp();
        } finally {
            lock.unlock();
        }
    }
}
