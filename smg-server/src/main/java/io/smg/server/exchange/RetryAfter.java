package io.smg.server.exchange;

import io.helidon.http.DateTime;
import io.smg.server.http1.Fields;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What a worker's {@code Retry-After} says: a number of seconds, or a date (RFC 9110 §10.2.3). */
final class RetryAfter {

    private static final int MAX_DIGITS = 9;

    private RetryAfter() {}

    /** How long the worker asks to be spared; empty if it does not say, or not in a way that can be read. */
    static Optional<Duration> of(Fields fields, InstantSource clock) {
        return fields.first("Retry-After")
                .flatMap(value -> isNumber(value)
                        ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                        : untilDate(value, clock.instant()));
    }

    private static boolean isNumber(String value) {
        return !value.isEmpty() && value.length() <= MAX_DIGITS && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Optional<Duration> untilDate(String value, Instant now) {
        try {
            Duration left = Duration.between(now, DateTime.parse(value).toInstant());
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
