package io.smg.policy.cacheaware;

import java.util.Arrays;

/**
 * A set of block hashes in the order of their last use.
 *
 * <p>Each use is written down in a ring, and a map has for each block the place of its last use; what the ring has of
 * earlier uses is passed over. So the order costs no wait for memory, which most of the time goes into: uses are written and
 * dropped one after the other, and only the map is jumped about in. For one thread at a time.
 */
final class RecentBlocks {

    private static final int LEAST_USES = 16;

    private final BlockMap places = new BlockMap();
    private Uses uses = new Uses(LEAST_USES);

    /** How many blocks there are. */
    int size() {
        return places.size();
    }

    /** The stamp of the least recently used block, or {@link Long#MAX_VALUE} if there is none. */
    long oldestStamp() {
        while (uses.count() > 0 && !isLast(uses.place(0))) {
            uses.dropOldest();
        }
        return uses.count() == 0 ? Long.MAX_VALUE : uses.stamp(uses.place(0));
    }

    /** How many of the first blocks of a chain are not among these. */
    int missing(long[] chain, int count) {
        for (int i = 0; i < count; i++) {
            places.glance(chain[i]);
        }
        int missing = 0;
        for (int i = 0; i < count; i++) {
            missing += places.get(chain[i]) == BlockMap.ABSENT ? 1 : 0;
        }
        return missing;
    }

    /** Makes this block the most recently used; answers whether it is new. */
    boolean touch(long hash, long stamp) {
        if (uses.isFull()) {
            forgetEarlierUses();
        }
        return places.put(hash, uses.add(hash, stamp)) == BlockMap.ABSENT;
    }

    /**
     * Drops the least recently used blocks, as many as there are with stamps up to the given one, but no more than a
     * number of them; answers with their hashes.
     */
    long[] dropOldest(int most, long stamp) {
        for (int i = 0; i < Math.min(most, uses.count()); i++) {
            places.glance(uses.hash(uses.place(i)));
        }
        long[] dropped = new long[most];
        int count = 0;
        while (count < most && uses.count() > 0 && uses.stamp(uses.place(0)) <= stamp) {
            int place = uses.place(0);
            long hash = uses.hash(place);
            if (places.remove(hash, place)) {
                dropped[count++] = hash;
            }
            uses.dropOldest();
        }
        if (size() < uses.room() / 4 && uses.room() > LEAST_USES) {
            forgetEarlierUses();
        }
        return Arrays.copyOf(dropped, count);
    }

    /** Makes the ring one that has the last use of each block only, and room for half as many again. */
    private void forgetEarlierUses() {
        Uses all = uses;
        uses = new Uses(Math.max(LEAST_USES, size() + size() / 2));
        for (int i = 0; i < all.count(); i++) {
            int place = all.place(i);
            long hash = all.hash(place);
            if (places.get(hash) == place) {
                places.put(hash, uses.add(hash, all.stamp(place)));
            }
        }
    }

    private boolean isLast(int place) {
        return places.get(uses.hash(place)) == place;
    }

    /** A ring of uses, oldest first, each known by its place. */
    private static final class Uses {

        private static final int CELLS = 2;

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
