package io.smg.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a line about each request goes. */
public sealed interface AccessLogTarget {

    /** What is allowed, for people; reads well after "must be". */
    String ALLOWED = "off, stdout or the path of a file";

    /** Nowhere. */
    record Off() implements AccessLogTarget {}

    /** To standard output, among the lines of the log. */
    record Stdout() implements AccessLogTarget {}

    /**
     * To a file, which is appended to, and opened anew when it has been moved away.
     *
     * @param path where the file is
     */
    record ToFile(Path path) implements AccessLogTarget {}

    /** The target that a text names. */
    static Optional<AccessLogTarget> parse(String text) {
        return switch (text) {
            case "" -> Optional.empty();
            case "off" -> Optional.of(new Off());
            case "stdout" -> Optional.of(new Stdout());
            default -> file(text);
        };
    }

    private static Optional<AccessLogTarget> file(String text) {
        try {
            return Optional.of(new ToFile(Path.of(text)));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
