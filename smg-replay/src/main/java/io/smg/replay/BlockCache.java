package io.smg.replay;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * An engine's prefix cache: a bounded number of blocks, of which those used longest ago go first, and of one prompt the
 * last ones before those in front of them. For one thread.
 */
final class BlockCache {

    private final int capacity;

    /** In the order of use, the latest last. */
    private final SequencedSet<Long> blocks = new LinkedHashSet<>();

    BlockCache(int capacity) {
        this.capacity = capacity;
    }

    /** How many blocks from a prompt's beginning are here. */
    int match(long[] prompt) {
        int count = 0;
        while (count < prompt.length && blocks.contains(prompt[count])) {
            count++;
        }
        return count;
    }

    /** Keeps a prompt's blocks, as many as there is room for. */
    void store(long[] prompt) {
        for (int i = Math.min(prompt.length, capacity) - 1; i >= 0; i--) {
            blocks.addLast(prompt[i]);
        }
        Iterator<Long> oldest = blocks.iterator();
        for (int excess = blocks.size() - capacity; excess > 0; excess--) {
            oldest.next();
            oldest.remove();
        }
    }
}
