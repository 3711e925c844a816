package io.smg.replay;

import java.time.Duration;
import java.util.Arrays;

/** What is measured of the requests that got their first token. For one thread. */
final class Measured {

    private static final double NANOS_A_SECOND = 1e9;

    private long[] times = new long[1024];
    private int count;
    private boolean inOrder;
    private long promptTokens;
    private long cachedTokens;
    private long failures;

    /** A request has got its first token. */
    void add(Turn turn) {
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
        }
        times[count++] = turn.toFirstToken().toNanos();
        inOrder = false;
        promptTokens += turn.request().promptTokens();
        cachedTokens += turn.cachedTokens();
    }

    /** The policy has failed, or has chosen a worker that was none of the candidates. */
    void addFailure() {
        failures++;
    }

    int count() {
        return count;
    }

    long failures() {
        return failures;
    }

    /** The mean time to first token in seconds; 0 without requests. */
    double mean() {
        return Arrays.stream(times, 0, count).average().orElse(0) / NANOS_A_SECOND;
    }

    /** The time to first token in seconds that a share of the requests does not exceed; 0 without requests. */
    double quantile(double share) {
        if (!inOrder) {
            Arrays.sort(times, 0, count);
            inOrder = true;
        }
        int rank = Math.max(1, (int) Math.ceil(share * count));
        return count == 0 ? 0 : times[rank - 1] / NANOS_A_SECOND;
    }

    /** The share of requests that waited no longer for their first token than that. */
    double shareWithin(Duration bound) {
        long within = Arrays.stream(times, 0, count)
                .filter(time -> time <= bound.toNanos())
                .count();
        return count == 0 ? 0 : (double) within / count;
    }

    /** The share of prompt tokens that were in a cache. */
    double hitRate() {
        return promptTokens == 0 ? 0 : (double) cachedTokens / promptTokens;
    }
}
