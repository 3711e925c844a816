package io.smg.server.cli;

import io.smg.server.config.Secret;
import java.util.List;
import java.util.regex.Pattern;

/** What was given cannot be used. The message is one line for the person who gave it, without any secret. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int LONGEST_VALUE = 200;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern USER_INFO = Pattern.compile("//[^/@]*@");

    /** A line that says what is wrong. */
    UsageException(String message) {
        super(CONTROL.matcher(message).replaceAll("?"), null, false, false);
    }

    /** A value that its option does not allow. */
    static UsageException badValue(Option<?> option, String text, Source source) {
        return refused(option, text, source, "must be " + option.syntax().allowed() + hint(text, source));
    }

    /** A value that cannot be used for the given reason. */
    static UsageException refused(Option<?> option, String text, Source source, String reason) {
        return new UsageException(
                option.flag() + ": " + shown(option, text) + " (" + source.describe() + ") " + reason);
    }

    /** A name that no option has. */
    static UsageException unknown(String what, String name, Source source, List<String> known) {
        String guess = Spelling.closest(name, known)
                .map(k -> "; did you mean " + k + "?")
                .orElse("; see --help");
        return new UsageException(name + " (" + source.describe() + "): unknown " + what + guess);
    }

    private static String shown(Option<?> option, String text) {
        if (text.isEmpty()) {
            return "''";
        }
        return switch (option.syntax().visibility()) {
            case MASKED -> Secret.MASK;
            case SHOWN -> "'" + USER_INFO.matcher(shortened(text)).replaceAll("//" + Secret.MASK + "@") + "'";
        };
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
    }

    /** Kubernetes sets SMG_PORT in every pod of a namespace that has a Service named smg. */
    private static String hint(String text, Source source) {
        return source instanceof Source.Variable && text.startsWith("tcp://")
                ? "; Kubernetes sets this variable for a Service of this name: set the option another way,"
                        + " or enableServiceLinks: false in the pod"
                : "";
    }
}
