package io.smg.policy.cacheaware;

import java.util.Arrays;

/**
 * Sets of workers, each the ascending numbers of its members: two bytes a member, whether there are two or a thousand.
 * The arrays are never changed, and those of one member, which most are, exist once for each worker.
 */
final class WorkerSet {

    static final char[] NONE = {};

    private static final int SHARED = 1 << 10;
    private static final char[][] SINGLES = singles();

    private WorkerSet() {}

    /** Whether the worker is in the set. */
    static boolean contains(char[] set, char worker) {
        return Arrays.binarySearch(set, worker) >= 0;
    }

    /** The set and this worker. */
    static char[] with(char[] set, char worker) {
        int at = Arrays.binarySearch(set, worker);
        if (at >= 0) {
            return set;
        }
        if (set.length == 0) {
            return single(worker);
        }
        int place = -at - 1;
        char[] more = Arrays.copyOf(set, set.length + 1);
        System.arraycopy(set, place, more, place + 1, set.length - place);
        more[place] = worker;
        return more;
    }

    /** The set less this worker. */
    static char[] without(char[] set, char worker) {
        int at = Arrays.binarySearch(set, worker);
        if (at < 0) {
            return set;
        }
        return switch (set.length) {
            case 1 -> NONE;
            case 2 -> single(set[1 - at]);
            default -> cut(set, at);
        };
    }

    private static char[] cut(char[] set, int at) {
        char[] less = Arrays.copyOf(set, set.length - 1);
        System.arraycopy(set, at + 1, less, at, less.length - at);
        return less;
    }

    /** The set of this worker alone. */
    static char[] single(char worker) {
        return worker < SHARED ? SINGLES[worker] : new char[] {worker};
    }

    private static char[][] singles() {
        char[][] singles = new char[SHARED][];
        for (char worker = 0; worker < SHARED; worker++) {
            singles[worker] = new char[] {worker};
        }
        return singles;
    }
}
