package io.smg.sim.load;

import java.util.Locale;

/** What became of a load. */
public final class Summary {

    private final Tally tally;
    private final double seconds;

    Summary(Tally tally, long nanos) {
        this.tally = tally;
        this.seconds = nanos / 1e9;
    }

    /** Whether every answer was right, and there was one. */
    public boolean isRight() {
        return tally.isRight();
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                String.format(
                        Locale.ROOT,
                        "requests    %d in %.1f s: %.1f/s, right: %d",
                        tally.requests(),
                        seconds,
                        rate(),
                        ok()));
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.OK && tally.count(outcome) > 0) {
                line(text, String.format(Locale.ROOT, "failed      %d: %s", tally.count(outcome), name(outcome)));
            }
        }
        append(text, "latency", tally.latency);
        append(text, "first byte", tally.firstByte);
        if (tally.events() + tally.misplaced() > 0) {
            line(
                    text,
                    String.format(
                            Locale.ROOT,
                            "events      %d, missing or out of order: %d",
                            tally.events(),
                            tally.misplaced()));
            append(text, "lateness", tally.lateness);
        }
        return text.toString();
    }

    /** For programs: one object, times in milliseconds. */
    public String json() {
        StringBuilder failed = new StringBuilder();
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.OK) {
                failed.append(failed.isEmpty() ? "" : ",").append(number(name(outcome), tally.count(outcome)));
            }
        }
        return "{" + number("requests", tally.requests()) + "," + number("ok", ok()) + ",\"failed\":{" + failed + "},"
                + decimal("seconds", seconds) + "," + decimal("requests_per_second", rate()) + ","
                + histogram("latency_ms", tally.latency) + "," + histogram("first_byte_ms", tally.firstByte) + ","
                + number("events", tally.events()) + "," + number("events_misplaced", tally.misplaced()) + ","
                + histogram("lateness_ms", tally.lateness) + "}";
    }

    private long ok() {
        return tally.count(Outcome.OK);
    }

    private double rate() {
        return seconds <= 0 ? 0 : ok() / seconds;
    }

    private static void append(StringBuilder text, String name, Histogram of) {
        String figures = String.format(
                Locale.ROOT,
                "%-11s mean %.3f, p50 %.3f, p90 %.3f, p99 %.3f, max %.3f ms",
                name,
                of.mean() / 1e6,
                millis(of, 0.5),
                millis(of, 0.9),
                millis(of, 0.99),
                of.max() / 1e6);
        line(text, figures);
    }

    private static String histogram(String name, Histogram of) {
        return "\"" + name + "\":{" + decimal("mean", of.mean() / 1e6) + "," + decimal("p50", millis(of, 0.5)) + ","
                + decimal("p90", millis(of, 0.9)) + "," + decimal("p99", millis(of, 0.99)) + ","
                + decimal("max", of.max() / 1e6) + "}";
    }

    private static double millis(Histogram of, double share) {
        return of.quantile(share) / 1e6;
    }

    private static String name(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static String number(String name, long value) {
        return "\"" + name + "\":" + value;
    }

    private static String decimal(String name, double value) {
        return String.format(Locale.ROOT, "\"%s\":%.3f", name, value);
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
