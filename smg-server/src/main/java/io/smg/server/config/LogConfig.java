package io.smg.server.config;

import static java.util.Objects.requireNonNull;

/**
 * What is logged, and how.
 *
 * @param level the least severe level that is written
 * @param format how a line is written
 * @param access where a line about each request goes
 */
public record LogConfig(LogLevel level, Format format, AccessLogTarget access) {

    /** How a log line is written. */
    public enum Format {
        /** For people. */
        TEXT,
        /** One JSON object a line. */
        JSON
    }

    /** Checks the parts. */
    public LogConfig {
        requireNonNull(level, "level");
        requireNonNull(format, "format");
        requireNonNull(access, "access");
    }
}
