package io.smg.server.routing;

import java.io.Serial;
import java.nio.file.AccessDeniedException;

/** A plug-in that can't be used; the message is one line that names it. */
public final class PluginException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    PluginException(String origin, String problem) {
        super(oneLine(origin + ": " + problem));
    }

    /** A plug-in that failed with the given exception, whose own cause often says more than it does. */
    PluginException(String origin, Throwable cause) {
        super(oneLine(origin + ": " + reasonsOf(cause)), cause);
    }

    private static String reasonsOf(Throwable failure) {
        StringBuilder reasons = new StringBuilder(describe(failure));
        for (Throwable next = failure.getCause(); next != null; next = next.getCause()) {
            if (reasons.indexOf(describe(next)) < 0) {
                reasons.append(": ").append(describe(next));
            }
        }
        return reasons.toString();
    }

    private static String describe(Throwable failure) {
        if (failure instanceof AccessDeniedException) {
            return "may not be read";
        }
        String kind = failure.getClass().getSimpleName();
        String message = failure.getMessage();
        if (message == null) {
            return kind;
        }
        // The message of a linkage error is no more than the name of a class.
        return failure instanceof LinkageError ? kind + " " + message : message;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
