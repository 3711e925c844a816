package io.smg.sim.load;

/** Counts of nanoseconds, up to some minutes, in buckets no wider than 1/32 of what is in them. Not thread-safe. */
final class Histogram {

    private static final int SUB_BITS = 5;
    private static final int SUBS = 1 << SUB_BITS;
    private static final int MAX_BITS = 40;
    private static final long MAX = (1L << MAX_BITS) - 1;

    private final int[] counts = new int[(MAX_BITS - SUB_BITS + 1) * SUBS];
    private long count;
    private double sum;
    private long max;

    /** Adds a value; a negative one counts as 0, one beyond all bounds as the highest. */
    void add(long value) {
        long positive = Math.clamp(value, 0, MAX);
        counts[bucket(positive)]++;
        count++;
        sum += positive;
        max = Math.max(max, positive);
    }

    /** Adds what another one holds. */
    void add(Histogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
        sum += other.sum;
        max = Math.max(max, other.max);
    }

    long count() {
        return count;
    }

    double mean() {
        return count == 0 ? 0 : sum / count;
    }

    long max() {
        return max;
    }

    /** The value that a share of all values doesn't exceed, or a little more; 0 if there is none. */
    long quantile(double share) {
        long rank = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < counts.length && rank > 0; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(highest(i), max);
            }
        }
        return 0;
    }

    private static int bucket(long value) {
        int shift = Math.max(Long.SIZE - Long.numberOfLeadingZeros(value) - SUB_BITS - 1, 0);
        return (shift << SUB_BITS) + (int) (value >> shift);
    }

    private static long highest(int bucket) {
        int shift = Math.max((bucket >> SUB_BITS) - 1, 0);
        long lowest = (long) (bucket - (shift << SUB_BITS)) << shift;
        return lowest + (1L << shift) - 1;
    }
}
