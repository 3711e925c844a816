package io.smg.server.observe;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.LogRecord;

/** Log lines for people: time, level, message. Thread-safe. */
public final class TextLines extends Lines {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    @Override
    public String format(LogRecord record) {
        return TIME.format(record.getInstant()) + " " + Levels.nameOf(record.getLevel()) + " "
                + Event.of(record).map(event -> event.label() + ": ").orElse("")
                + formatMessage(record) + "\n" + stackTrace(record);
    }

    private static String stackTrace(LogRecord record) {
        if (record.getThrown() == null) {
            return "";
        }
        StringWriter text = new StringWriter();
        record.getThrown().printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
