package io.smg.server.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that an operator names cannot be used. The reason is one phrase that is safe to show. */
public final class UnusableFileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String reason;

    /** A file that cannot be used for the given reason. */
    public UnusableFileException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** A file that cannot be read. */
    public static UnusableFileException of(IOException failure) {
        return new UnusableFileException(
                switch (failure) {
                    case NoSuchFileException absent -> "there is no such file";
                    case AccessDeniedException denied -> "it may not be read";
                    case CharacterCodingException garbled -> "it is not UTF-8";
                    default -> "it cannot be read";
                });
    }

    /** A file that cannot be used for the given reason, named for people. */
    public static UnusableFileException in(Path file, String reason) {
        return new UnusableFileException("'" + file + "' is no use: " + reason);
    }

    /** Why the file cannot be used. */
    public String reason() {
        return reason;
    }
}
