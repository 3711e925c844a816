package io.smg.policy.cacheaware;

/**
 * A set of block hashes in the order of their last use: an open-addressed table whose slots are also the nodes of a
 * doubly linked list, so that a block costs 24 bytes a slot and no object.
 *
 * <p>Three quarters of the slots are in use at most. The table grows by a quarter, so that it is never much larger than
 * what it holds, and shrinks when it has come to hold little. One slot more than the table has is the list's end on
 * both sides. Zero, which marks an empty slot, is not a hash. For one thread at a time.
 */
final class RecentBlocks {

    private static final int LEAST_SLOTS = 16;

    private long[] hashes;
    private long[] stamps;
    private int[] newer;
    private int[] older;
    private int slots;
    private int size;

    RecentBlocks() {
        this(LEAST_SLOTS);
    }

    private RecentBlocks(int slots) {
        this.slots = slots;
        hashes = new long[slots];
        stamps = new long[slots];
        newer = new int[slots + 1];
        older = new int[slots + 1];
        link(slots, slots);
    }

    /** How many blocks there are. */
    int size() {
        return size;
    }

    /** How many blocks there is memory for; the table is never full. */
    int slots() {
        return slots;
    }

    /** The stamp of the least recently used block, or {@link Long#MAX_VALUE} if there is none. */
    long oldestStamp() {
        return size == 0 ? Long.MAX_VALUE : stamps[newer[slots]];
    }

    /** Makes this block the most recently used; answers whether it is new. */
    boolean touch(long hash, long stamp) {
        int slot = find(hash);
        boolean isNew = hashes[slot] == 0;
        if (isNew) {
            slot = take(slot, hash);
        } else {
            link(older[slot], newer[slot]);
        }
        stamps[slot] = stamp;
        linkNewest(slot);
        return isNew;
    }

    /** Drops the least recently used block, of which there must be one, and answers with its hash. */
    long dropOldest() {
        int slot = newer[slots];
        long hash = hashes[slot];
        link(older[slot], newer[slot]);
        closeGap(slot);
        size--;
        if (slots > LEAST_SLOTS && size < slots / 4) {
            resize(Math.max(LEAST_SLOTS, slots / 2));
        }
        return hash;
    }

    private int take(int free, long hash) {
        int slot = free;
        if (size + 1 > slots - slots / 4) {
            resize(slots + slots / 4);
            slot = find(hash);
        }
        size++;
        hashes[slot] = hash;
        return slot;
    }

    /** The slot that has the hash, or else the empty one where it belongs. */
    private int find(long hash) {
        int slot = home(hash);
        while (hashes[slot] != hash && hashes[slot] != 0) {
            slot = after(slot);
        }
        return slot;
    }

    private int home(long hash) {
        return (int) Math.unsignedMultiplyHigh(hash, slots);
    }

    /** Empties a slot, and moves back those behind it that would not be found across the gap. */
    private void closeGap(int emptied) {
        int gap = emptied;
        for (int slot = after(gap); hashes[slot] != 0; slot = after(slot)) {
            if (distance(home(hashes[slot]), slot) >= distance(gap, slot)) {
                move(slot, gap);
                gap = slot;
            }
        }
        hashes[gap] = 0;
    }

    private int after(int slot) {
        return slot + 1 == slots ? 0 : slot + 1;
    }

    private int distance(int from, int to) {
        return to >= from ? to - from : to - from + slots;
    }

    private void move(int from, int to) {
        hashes[to] = hashes[from];
        stamps[to] = stamps[from];
        link(older[from], to);
        link(to, newer[from]);
    }

    private void linkNewest(int slot) {
        link(older[slots], slot);
        link(slot, slots);
    }

    private void link(int olderSlot, int newerSlot) {
        newer[olderSlot] = newerSlot;
        older[newerSlot] = olderSlot;
    }

    private void resize(int wanted) {
        RecentBlocks copy = new RecentBlocks(wanted);
        for (int slot = newer[slots]; slot != slots; slot = newer[slot]) {
            copy.touch(hashes[slot], stamps[slot]);
        }
        slots = wanted;
        hashes = copy.hashes;
        stamps = copy.stamps;
        newer = copy.newer;
        older = copy.older;
    }
}
