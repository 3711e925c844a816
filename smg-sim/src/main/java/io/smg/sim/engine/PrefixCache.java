package io.smg.sim.engine;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which blocks of prompts are in memory: a bounded number, of which those used longest ago go first. A block is known
 * by a hash of itself and everything before it (see {@link Prompt}). Thread-safe.
 */
public final class PrefixCache {

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();

    /** In the order of use, the latest last. */
    private final SequencedSet<Long> blocks = new LinkedHashSet<>();

    /**
     * An empty cache.
     *
     * @param capacity how many blocks it holds at most; with 0 it holds none
     */
    public PrefixCache(int capacity) {
        this.capacity = capacity;
    }

    /** How many of a prompt's blocks, counted from its start, are here. That is no use of them. */
    public int match(long[] prompt) {
        lock.lock();
        try {
            int count = 0;
            while (count < prompt.length && blocks.contains(prompt[count])) {
                count++;
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a prompt's blocks, as many as fit, as the ones used last: the first of them the longest. */
    public void store(long[] prompt) {
        lock.lock();
        try {
            for (int i = Math.min(prompt.length, capacity) - 1; i >= 0; i--) {
                blocks.addLast(prompt[i]);
            }
            Iterator<Long> oldest = blocks.iterator();
            for (int excess = blocks.size() - capacity; excess > 0; excess--) {
                oldest.next();
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets everything. */
    public void clear() {
        lock.lock();
        try {
            blocks.clear();
        } finally {
            lock.unlock();
        }
    }

    /** The share of its room that is taken, from 0 to 1. */
    public double usage() {
        lock.lock();
        try {
            return capacity == 0 ? 0 : (double) blocks.size() / capacity;
        } finally {
            lock.unlock();
        }
    }
}
