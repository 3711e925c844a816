package io.smg.sim.time;

import java.time.Duration;

/** Durations such as {@code 500us}, {@code 20ms}, {@code 1.5s} and {@code 2m}. */
public final class Durations {

    private enum Unit {
        // In this order: "ms" also ends with "s".
        US("us", 1e3),
        MS("ms", 1e6),
        S("s", 1e9),
        M("m", 60e9);

        private final String suffix;
        private final double nanos;

        Unit(String suffix, double nanos) {
            this.suffix = suffix;
            this.nanos = nanos;
        }
    }

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Duration parse(String text) {
        for (Unit unit : Unit.values()) {
            if (text.endsWith(unit.suffix)) {
                return Duration.ofNanos(Math.round(number(text, unit) * unit.nanos));
            }
        }
        throw unreadable(text);
    }

    private static double number(String text, Unit unit) {
        try {
            return Double.parseDouble(text.substring(0, text.length() - unit.suffix.length()));
        } catch (NumberFormatException e) {
            throw unreadable(text);
        }
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException("no duration: " + text + " (such as 500us, 20ms, 1.5s, 2m)");
    }
}
