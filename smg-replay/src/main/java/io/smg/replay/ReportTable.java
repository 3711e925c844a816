package io.smg.replay;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A report for people: a row for each figure, a column for each policy, and the later ones in relation to the first. */
final class ReportTable {

    private static final int LABEL = 18;
    private static final int LEAST_COLUMN = 18;
    private static final double MILLIS_A_SECOND = 1e3;

    private final Report report;
    private final StringBuilder text = new StringBuilder();

    ReportTable(Report report) {
        this.report = report;
    }

    /** The table. */
    String text() {
        appendHead();
        appendRow("", result -> result.policy().label());
        for (Figure figure : Figure.all(report.options().slo())) {
            appendRow(figure.label(), result -> cell(figure, result));
        }
        if (!report.isComplete()) {
            appendRow("answered", result -> grouped(result.measured().count()));
        }
        if (report.results().stream().anyMatch(result -> result.measured().failures() > 0)) {
            appendRow("policy failed", result -> grouped(result.measured().failures()));
        }
        appendRow(
                "took, s",
                result -> String.format(Locale.ROOT, "%.1f", result.took().toMillis() / MILLIS_A_SECOND));
        return text.toString();
    }

    private void appendHead() {
        ReplayOptions options = report.options();
        EngineModel model = options.fleet().model();
        List<String> parts = List.of(
                grouped(report.requests()) + " requests at " + Figure.plain(options.speedup()) + " times their rate",
                options.fleet().workers() + " engines",
                Figure.plain(model.prefillRate()) + " tokens/s",
                model.cacheBlocks() + " blocks",
                "seed " + options.seed());
        text.append(options.trace().getFileName()).append(": ");
        text.append(String.join(", ", parts)).append("\n");
        text.append(report.isComplete() ? "\n" : "Interrupted: what follows is of the requests answered so far.\n\n");
    }

    private void appendRow(String label, Function<Result, String> cell) {
        StringBuilder row = new StringBuilder(padded(label, -LABEL));
        for (Result result : report.results()) {
            row.append("  ").append(padded(cell.apply(result), width(result)));
        }
        text.append(row.toString().stripTrailing()).append('\n');
    }

    private String cell(Figure figure, Result result) {
        Result first = report.results().getFirst();
        double measure = figure.value(first);
        if (result.equals(first) || measure == 0) {
            return figure.text(result);
        }
        return String.format(Locale.ROOT, "%s (%.2fx)", figure.text(result), figure.value(result) / measure);
    }

    private static int width(Result result) {
        return Math.max(LEAST_COLUMN, result.policy().label().length());
    }

    private static String padded(String cell, int width) {
        return String.format(Locale.ROOT, "%" + width + "s", cell);
    }

    private static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
