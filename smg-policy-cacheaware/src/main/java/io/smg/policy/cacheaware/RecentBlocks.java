package io.smg.policy.cacheaware;

/**
 * A set of block hashes in the order of their last use: an open-addressed table whose slots are also the nodes of a
 * doubly linked list, so that a block costs 24 bytes a slot and no object. What a slot holds lies together, since most
 * of the time goes into waiting for memory.
 *
 * <p>Three quarters of the slots are in use at most. The table grows by a quarter, so that it is never much larger than
 * what it holds, and shrinks when it has come to hold little. One slot more than the table has is the list's end on
 * both sides. Zero, which marks an empty slot, is not a hash. For one thread at a time.
 */
final class RecentBlocks {

    private static final int LEAST_SLOTS = 16;

    /** Of each slot its hash, its stamp, and its newer and its older neighbour in one word. */
    private static final int CELLS = 3;

    private static final int STAMP = 1;
    private static final int NEIGHBOURS = 2;
    private static final long OLDER = 0xffff_ffffL;

    private long[] cells;
    private int slots;
    private int size;

    RecentBlocks() {
        this(LEAST_SLOTS);
    }

    private RecentBlocks(int slots) {
        this.slots = slots;
        cells = new long[CELLS * (slots + 1)];
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
        return size == 0 ? Long.MAX_VALUE : cells[CELLS * newer(slots) + STAMP];
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
        } else {
            link(older(slot), newer(slot));
        }
        cells[CELLS * slot + STAMP] = stamp;
        linkNewest(slot);
        return isNew;
    }

    /** Drops the least recently used block, of which there must be one, and answers with its hash. */
    long dropOldest() {
        int slot = newer(slots);
        long hash = hash(slot);
        link(older(slot), newer(slot));
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
        return (int) Math.unsignedMultiplyHigh(hash, slots);
    }

    /** Empties a slot, and moves back those behind it that would not be found across the gap. */
    private void closeGap(int emptied) {
        int gap = emptied;
        for (int slot = after(gap); hash(slot) != 0; slot = after(slot)) {
            if (distance(home(hash(slot)), slot) >= distance(gap, slot)) {
                move(slot, gap);
                gap = slot;
            }
        }
        cells[CELLS * gap] = 0;
    }

    private int after(int slot) {
        return slot + 1 == slots ? 0 : slot + 1;
    }

    private int distance(int from, int to) {
        return to >= from ? to - from : to - from + slots;
    }

    private void move(int from, int to) {
        cells[CELLS * to] = hash(from);
        cells[CELLS * to + STAMP] = cells[CELLS * from + STAMP];
        link(older(from), to);
        link(to, newer(from));
    }

    private void linkNewest(int slot) {
        link(older(slots), slot);
        link(slot, slots);
    }

    private void link(int olderSlot, int newerSlot) {
        int after = CELLS * olderSlot + NEIGHBOURS;
        cells[after] = ((long) newerSlot << Integer.SIZE) | (cells[after] & OLDER);
        int before = CELLS * newerSlot + NEIGHBOURS;
        cells[before] = (cells[before] & ~OLDER) | olderSlot;
    }

    private long hash(int slot) {
        return cells[CELLS * slot];
    }

    private int newer(int slot) {
        return (int) (cells[CELLS * slot + NEIGHBOURS] >>> Integer.SIZE);
    }

    private int older(int slot) {
        return (int) cells[CELLS * slot + NEIGHBOURS];
    }

    private void resize(int wanted) {
        RecentBlocks copy = new RecentBlocks(wanted);
        for (int slot = newer(slots); slot != slots; slot = newer(slot)) {
            copy.touch(hash(slot), cells[CELLS * slot + STAMP]);
        }
        slots = wanted;
        cells = copy.cells;
    }
}
