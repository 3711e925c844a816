package io.smg.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What clients got for their requests.
 *
 * @param outcomes how many requests ended in each way: with a status, or {@code torn}, or {@code refused}
 * @param latencies how long each took, in nanoseconds, sorted
 */
record Tally(Map<String, Integer> outcomes, List<Long> latencies) {

    /** What a whole and good answer is. */
    static final String OK = "200";

    /** Sorts the outcomes. */
    Tally {
        outcomes = new TreeMap<>(outcomes);
        latencies = latencies.stream().sorted().toList();
    }

    int total() {
        return latencies.size();
    }

    int of(String outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    /** Requests that did not get a whole good answer. */
    int failed() {
        return total() - of(OK);
    }

    Duration p99() {
        return Duration.ofNanos(latencies.isEmpty() ? 0 : latencies.get((int) (latencies.size() * 0.99)));
    }
}
