package io.smg.replay;

import java.util.List;

/**
 * What became of a trace with several policies.
 *
 * @param options what was asked for
 * @param requests how many requests the trace has
 * @param results a result for each policy, the first of which is the measure of the others
 */
record Report(ReplayOptions options, int requests, List<Result> results) {

    /** Copies the list. */
    Report {
        results = List.copyOf(results);
    }

    /** Whether every policy was tried with the whole trace. */
    boolean isComplete() {
        return results.size() == options.policies().size() && results.stream().allMatch(Result::isComplete);
    }

    /** The report in the form that was asked for, with a line's end at its end. */
    String text() {
        return switch (options.format()) {
            case TABLE -> new ReportTable(this).text();
            case JSON -> ReportJson.text(this);
        };
    }
}
