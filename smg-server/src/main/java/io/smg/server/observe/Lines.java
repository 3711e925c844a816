package io.smg.server.observe;

import java.util.Arrays;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** What all kinds of log lines have in common: a message is one line, and its numbers are digits. Thread-safe. */
abstract class Lines extends Formatter {

    @Override
    public final String formatMessage(LogRecord record) {
        record.setParameters(plain(record.getParameters()));
        return OneLine.of(super.formatMessage(record));
    }

    /** A message's format would put between thousands what the locale has there. */
    private static @Nullable Object @Nullable [] plain(@Nullable Object @Nullable [] parameters) {
        return parameters == null
                ? null
                : Arrays.stream(parameters)
                        .map(parameter -> parameter instanceof Number ? parameter.toString() : parameter)
                        .toArray();
    }
}
