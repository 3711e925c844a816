package io.smg.testkit;

import io.smg.api.LogEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a class logs at INFO and above while this is open, whatever the level of the log is. Thread-safe. */
public final class LogLines implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Keeping();
    private final Logger logger;
    private final @Nullable Level before;

    private LogLines(Logger logger) {
        this.logger = logger;
        this.before = logger.getLevel();
        logger.setLevel(Level.INFO);
        logger.addHandler(handler);
    }

    /** Begins to keep what a class logs. */
    public static LogLines of(Class<?> type) {
        return new LogLines(Logger.getLogger(type.getName()));
    }

    /** The lines so far, each with its level, and the name of its event where it tells one. */
    public List<String> lines() {
        return lines;
    }

    /** Keeps no more. */
    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setLevel(before);
    }

    private static String text(LogRecord record) {
        return record.getLevel() + event(record) + " " + new SimpleFormatter().formatMessage(record);
    }

    private static String event(LogRecord record) {
        return Stream.ofNullable(record.getParameters())
                .flatMap(Stream::of)
                .filter(LogEvent.class::isInstance)
                .map(event -> " " + ((LogEvent) event).label() + ":")
                .findFirst()
                .orElse("");
    }

    private final class Keeping extends Handler {

        @Override
        public void publish(LogRecord record) {
            lines.add(text(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
