package io.smg.e2e;

import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was left once nothing was under way any more; empty is what nobody was there to count.
 *
 * @param duplicates how often a worker got a request that was still being worked on elsewhere
 * @param inFlight how many requests the gateway believes to be under way at its workers
 * @param permits how many requests hold a permit
 */
record Aftermath(OptionalLong duplicates, OptionalLong inFlight, OptionalLong permits) {

    /** Nobody was there to count anything. */
    static final Aftermath UNSEEN = new Aftermath(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    /** Nothing was left, as far as anybody was there to count. */
    boolean isNothing() {
        return counts().allMatch(count -> count.orElse(0) == 0);
    }

    /** Cells of a table. */
    String cells() {
        return counts().map(count -> count.isPresent() ? String.valueOf(count.getAsLong()) : "-")
                .collect(Collectors.joining(" | "));
    }

    private Stream<OptionalLong> counts() {
        return Stream.of(duplicates, inFlight, permits);
    }
}
