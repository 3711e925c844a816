package io.smg.policy.cacheaware;

/**
 * A map from the hashes of blocks to numbers.
 *
 * <p>An open-addressed table, half of whose slots are in use at most. A hash and its number are side by side, so that both
 * come from memory in one wait. It grows by a quarter, so that it is never much larger than what it holds, and shrinks when
 * it has come to hold little. Zero, which marks an empty slot, is not a hash. For one thread at a time, except that
 * reads are harmless beside a change, whatever they find then.
 */
final class BlockMap {

    /** The number of a block that is not in the map. */
    static final long ABSENT = -1;

    private static final int LEAST_SLOTS = 16;
    private static final int CELLS = 2;

    /** How many there are in the least that is read from memory at once. */
    private static final int CELLS_A_LINE = 8;

    /** What glances have found. Nobody wants it, but the compiler leaves out reads that are of no consequence. */
    long glanced;

    private long[] cells = new long[CELLS * LEAST_SLOTS];
    private int size;

    /** How many blocks there are. */
    int size() {
        return size;
    }

    /** How many blocks there is memory for; the map is never full. */
    int slots() {
        return slots(cells);
    }

    /** The number of a block. */
    long get(long hash) {
        long[] now = cells;
        int cell = find(now, hash);
        return now[cell] == hash ? now[cell + 1] : ABSENT;
    }

    /**
     * Looks where a search for the block, or its removal, will look first, for nothing but to have it near. To do so for many
     * blocks before any of them is searched lets the waits for memory overlap.
     */
    void glance(long hash) {
        long[] now = cells;
        int home = home(now, hash);
        glanced ^= now[home] ^ now[Math.min(home + CELLS_A_LINE, now.length - 1)];
    }

    /** Gives a block a number; answers with the one that it had. */
    long put(long hash, long number) {
        int cell = find(cells, hash);
        if (cells[cell] == hash) {
            long before = cells[cell + 1];
            cells[cell + 1] = number;
            return before;
        }
        if (size >= slots() / 2) {
            resize(slots() + slots() / 4);
            cell = find(cells, hash);
        }
        cells[cell + 1] = number;
        cells[cell] = hash;
        size++;
        return ABSENT;
    }

    /** Removes a block if it has this number; answers whether it had. */
    boolean remove(long hash, long number) {
        int cell = find(cells, hash);
        if (cells[cell] != hash || cells[cell + 1] != number) {
            return false;
        }
        closeGap(cells, cell);
        size--;
        if (size < slots() / 4 && slots() > LEAST_SLOTS) {
            resize(Math.max(LEAST_SLOTS, size * 2));
        }
        return true;
    }

    private void resize(int slots) {
        long[] before = cells;
        long[] after = new long[CELLS * slots];
        for (int i = 0; i < before.length; i += CELLS) {
            if (before[i] != 0) {
                int cell = find(after, before[i]);
                after[cell] = before[i];
                after[cell + 1] = before[i + 1];
            }
        }
        cells = after;
    }

    /** The first of the two cells that have the block, or else of the empty ones where it belongs. */
    private static int find(long[] cells, long hash) {
        int cell = home(cells, hash);
        while (cells[cell] != hash && cells[cell] != 0) {
            cell = after(cells, cell);
        }
        return cell;
    }

    private static int home(long[] cells, long hash) {
        return CELLS * (int) Math.unsignedMultiplyHigh(hash, slots(cells));
    }

    /** Empties two cells, and moves back those behind them that would not be found across the gap. */
    private static void closeGap(long[] cells, int emptied) {
        int gap = emptied;
        for (int cell = after(cells, gap); cells[cell] != 0; cell = after(cells, cell)) {
            if (distance(cells, home(cells, cells[cell]), cell) >= distance(cells, gap, cell)) {
                cells[gap] = cells[cell];
                cells[gap + 1] = cells[cell + 1];
                gap = cell;
            }
        }
        cells[gap] = 0;
    }

    private static int after(long[] cells, int cell) {
        return cell + CELLS == cells.length ? 0 : cell + CELLS;
    }

    private static int distance(long[] cells, int from, int to) {
        return to >= from ? to - from : to - from + cells.length;
    }

    private static int slots(long[] cells) {
        return cells.length / CELLS;
    }
}
