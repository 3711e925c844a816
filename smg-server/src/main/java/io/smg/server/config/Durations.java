package io.smg.server.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as operators write them: {@code 500ms}, {@code 5s}, {@code 1m30s}, {@code 1h}; bare digits are seconds. */
public final class Durations {

    /** What is allowed, for people. */
    public static final String ALLOWED =
            "a duration above zero such as 500ms, 5s, 1m30s or 1h; a bare number is seconds";

    /** The longest duration, so that one in nanoseconds always fits a long. */
    private static final Duration LONGEST = Duration.ofSeconds(Integer.MAX_VALUE);

    private static final String NUMBER = "([0-9]{1,10})";
    private static final Pattern SECONDS = Pattern.compile(NUMBER);
    private static final Pattern SUM = Pattern.compile("(?:%1$sh)?(?:%1$sm)?(?:%1$ss)?(?:%1$sms)?".formatted(NUMBER));
    private static final ChronoUnit[] UNITS = {
        ChronoUnit.HOURS, ChronoUnit.MINUTES, ChronoUnit.SECONDS, ChronoUnit.MILLIS
    };

    private Durations() {}

    /** The duration in that text; empty if it is none, zero or longer than 68 years. */
    public static Optional<Duration> parse(String text) {
        return read(text).filter(Duration::isPositive).filter(d -> d.compareTo(LONGEST) <= 0);
    }

    private static Optional<Duration> read(String text) {
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        Matcher sum = SUM.matcher(text);
        return sum.matches() ? Optional.of(total(sum)) : Optional.empty();
    }

    private static Duration total(Matcher sum) {
        Duration total = Duration.ZERO;
        for (int i = 0; i < UNITS.length; i++) {
            String number = sum.group(i + 1);
            if (number != null) {
                total = total.plus(Long.parseLong(number), UNITS[i]);
            }
        }
        return total;
    }
}
