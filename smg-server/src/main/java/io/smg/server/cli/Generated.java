package io.smg.server.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code --generate} prints: texts of the table of options for other programs. */
enum Generated {
    /** A manual page. */
    MAN {
        @Override
        String text(Subcommands commands) {
            return ManualPage.text(commands);
        }
    },
    /** What bash and zsh complete command lines by. */
    COMPLETION {
        @Override
        String text(Subcommands commands) {
            return Completion.text(commands);
        }
    };

    /** The names, for people. */
    static final String NAMES = Arrays.stream(values()).map(Generated::toString).collect(Collectors.joining(", "));

    /** The one of that name. */
    static Optional<Generated> parse(String text) {
        return Arrays.stream(values()).filter(g -> g.toString().equals(text)).findFirst();
    }

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The text, with a line's end at its end. */
    abstract String text(Subcommands commands);
}
