package io.smg.server.config;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How much is logged, from least to most. */
public enum LogLevel {
    /** What fails and needs a person. */
    ERROR,
    /** What may need one. */
    WARN,
    /** What an operator wants to know. */
    INFO,
    /** What helps to find a fault. */
    DEBUG,
    /** Everything. */
    TRACE;

    /** The names of all levels, for people. */
    public static final String NAMES =
            Arrays.stream(values()).map(LogLevel::toString).collect(Collectors.joining(", "));

    /** The level of that name, in any case; empty if there is none. */
    public static Optional<LogLevel> parse(String text) {
        return Arrays.stream(values())
                .filter(level -> level.name().equalsIgnoreCase(text))
                .findFirst();
    }

    /** The name that an operator gives. */
    @Override
    public String toString() {
        return switch (this) {
            case ERROR -> "error";
            case WARN -> "warn";
            case INFO -> "info";
            case DEBUG -> "debug";
            case TRACE -> "trace";
        };
    }
}
