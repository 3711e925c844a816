package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern PERMITS = Pattern.compile("^smg_admission_in_flight (\\d+)", Pattern.MULTILINE);

    /** How many requests hold a permit, by what a gateway's metrics say. */
    static long permitsIn(String metrics) {
        Matcher series = PERMITS.matcher(metrics);
        assertThat(series.find()).as("a series of permits").isTrue();
        return Long.parseLong(series.group(1));
    }

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
