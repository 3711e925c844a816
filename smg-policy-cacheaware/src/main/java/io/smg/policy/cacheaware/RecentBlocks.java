package io.smg.policy.cacheaware;

import java.util.Arrays;

/**
 * A set of block hashes in the order of their last use.
 *
 * <p>Each use is written down in a ring, and an open-addressed table has for each block the place of its last use; what
 * the ring has of earlier uses is passed over. So the order costs no wait for memory, which most of the time goes into:
 * uses are written and dropped one after the other, and only the table is jumped about in. Half of the table's
 * slots are in use at most. It grows by a quarter, so that it is never much larger than what it holds, and shrinks when
 * it has come to hold little. Zero, which marks an empty slot, is not a hash. For one thread at a time.
 */
final class RecentBlocks {

    private static final int LEAST_SLOTS = 16;

    /** Of each slot its hash, and the place of the block's last use; of each use the block's hash and the stamp. */
    private static final int CELLS = 2;

    private long[] cells = new long[CELLS * LEAST_SLOTS];
    private int size;
    private Uses uses = new Uses(LEAST_SLOTS);

    /** How many blocks there are. */
    int size() {
        return size;
    }

    /** How many blocks there is memory for; the table is never full. */
    int slots() {
        return cells.length / CELLS;
    }

    /** The stamp of the least recently used block, or {@link Long#MAX_VALUE} if there is none. */
    long oldestStamp() {
        passOverEarlierUses();
        return size == 0 ? Long.MAX_VALUE : uses.stamp(uses.place(0));
    }

    /** How many of the first blocks of a chain are not among these. */
    int missing(long[] chain, int count) {
        int missing = 0;
        for (int i = 0; i < count; i++) {
            missing += hash(find(chain[i])) == 0 ? 1 : 0;
        }
        return missing;
    }

    /** Makes this block the most recently used; answers whether it is new. */
    boolean touch(long hash, long stamp) {
        int slot = find(hash);
        boolean isNew = hash(slot) == 0;
        if (isNew) {
            slot = take(slot, hash);
        }
        if (uses.isFull()) {
            forgetEarlierUses();
        }
        cells[CELLS * slot + 1] = uses.add(hash, stamp);
        return isNew;
    }

    /**
     * Drops the least recently used blocks, as many as there are with stamps up to the given one, but no more than a
     * number of them; answers with their hashes.
     */
    long[] dropOldest(int most, long stamp) {
        long[] dropped = new long[most];
        int count = 0;
        while (count < most && size > 0 && oldestStamp() <= stamp) {
            dropped[count++] = dropOldest();
        }
        if (slots() > LEAST_SLOTS && size < slots() / 4) {
            resize(Math.max(LEAST_SLOTS, size * 2));
            forgetEarlierUses();
        }
        return Arrays.copyOf(dropped, count);
    }

    private long dropOldest() {
        long hash = uses.hash(uses.place(0));
        uses.dropOldest();
        closeGap(find(hash));
        size--;
        return hash;
    }

    private void passOverEarlierUses() {
        while (uses.count() > 0 && !isLast(uses.hash(uses.place(0)), uses.place(0))) {
            uses.dropOldest();
        }
    }

    /** Makes the ring one that has the last use of each block only, and room for half as many again. */
    private void forgetEarlierUses() {
        Uses all = uses;
        uses = new Uses(Math.max(LEAST_SLOTS, size + size / 2));
        for (int i = 0; i < all.count(); i++) {
            int place = all.place(i);
            long hash = all.hash(place);
            if (isLast(hash, place)) {
                cells[CELLS * find(hash) + 1] = uses.add(hash, all.stamp(place));
            }
        }
    }

    private boolean isLast(long hash, int place) {
        int slot = find(hash);
        return hash(slot) == hash && cells[CELLS * slot + 1] == place;
    }

    private int take(int free, long hash) {
        int slot = free;
        if (size + 1 > slots() / 2) {
            resize(slots() + slots() / 4);
            slot = find(hash);
        }
        size++;
        cells[CELLS * slot] = hash;
        return slot;
    }

    /** The slot that has the hash, or else the empty one where it belongs. */
    private int find(long hash) {
        int slot = home(hash);
        while (hash(slot) != hash && hash(slot) != 0) {
            slot = after(slot);
        }
        return slot;
    }

    private int home(long hash) {
        return (int) Math.unsignedMultiplyHigh(hash, slots());
    }

    /** Empties a slot, and moves back those behind it that would not be found across the gap. */
    private void closeGap(int emptied) {
        int gap = emptied;
        for (int slot = after(gap); hash(slot) != 0; slot = after(slot)) {
            if (distance(home(hash(slot)), slot) >= distance(gap, slot)) {
                cells[CELLS * gap] = hash(slot);
                cells[CELLS * gap + 1] = cells[CELLS * slot + 1];
                gap = slot;
            }
        }
        cells[CELLS * gap] = 0;
    }

    private int after(int slot) {
        return slot + 1 == slots() ? 0 : slot + 1;
    }

    private int distance(int from, int to) {
        return to >= from ? to - from : to - from + slots();
    }

    private long hash(int slot) {
        return cells[CELLS * slot];
    }

    private void resize(int wanted) {
        long[] before = cells;
        cells = new long[CELLS * wanted];
        for (int i = 0; i < before.length; i += CELLS) {
            if (before[i] != 0) {
                int at = CELLS * find(before[i]);
                cells[at] = before[i];
                cells[at + 1] = before[i + 1];
            }
        }
    }

    /** A ring of uses, oldest first, each known by its place. */
    private static final class Uses {

        private final long[] ring;
        private int first;
        private int count;

        Uses(int room) {
            ring = new long[CELLS * room];
        }

        int room() {
            return ring.length / CELLS;
        }

        int count() {
            return count;
        }

        boolean isFull() {
            return count == room();
        }

        /** The place of one of the uses, the oldest of which is number 0. */
        int place(int number) {
            int place = first + number;
            return place < room() ? place : place - room();
        }

        long hash(int place) {
            return ring[CELLS * place];
        }

        long stamp(int place) {
            return ring[CELLS * place + 1];
        }

        void dropOldest() {
            first = place(1);
            count--;
        }

        int add(long hash, long stamp) {
            int place = place(count++);
            ring[CELLS * place] = hash;
            ring[CELLS * place + 1] = stamp;
            return place;
        }
    }
}
