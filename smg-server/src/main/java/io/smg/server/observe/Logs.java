package io.smg.server.observe;

import io.smg.server.config.LogConfig;
import io.smg.server.config.LogLevel;
import java.io.ByteArrayOutputStream;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/** Sets up the log: one line an event on standard output, readable or JSON. */
public final class Logs {

    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger OURS = Logger.getLogger("io.smg");

    private Logs() {}

    /**
     * Configures the log of the whole process; called once, before anything is logged.
     *
     * @param config what is logged of our own code, and how; libraries keep to warnings
     */
    public static void configure(LogConfig config) {
        // Helidon would read a logging.properties from the working directory.
        System.setProperty("io.helidon.logging.config.disabled", "true");
        LogManager.getLogManager().reset();
        Handler handler = new LineHandler(formatter(config.format()));
        handler.setLevel(Level.ALL);
        ROOT.addHandler(handler);
        ROOT.setLevel(Level.WARNING);
        OURS.setLevel(julLevel(config.level()));
    }

    private static Formatter formatter(LogConfig.Format format) {
        return switch (format) {
            case TEXT -> new TextLines();
            case JSON -> new JsonLines();
        };
    }

    private static Level julLevel(LogLevel level) {
        return switch (level) {
            case ERROR -> Level.SEVERE;
            case WARN -> Level.WARNING;
            case INFO -> Level.INFO;
            case DEBUG -> Level.FINE;
            case TRACE -> Level.FINER;
        };
    }

    /** Where the log goes too: whole lines stay whole among its own. */
    static LineSink standardOutput() {
        return LineHandler::writeLines;
    }

    /** Writes each line through at once. */
    private static final class LineHandler extends StreamHandler {

        private static void writeLines(ByteArrayOutputStream lines) {
            System.out.write(lines.toByteArray(), 0, lines.size());
            System.out.flush();
        }

        LineHandler(Formatter formatter) {
            super(System.out, formatter);
        }

        @Override
        public void publish(LogRecord record) {
            super.publish(record);
            flush();
        }
    }
}
