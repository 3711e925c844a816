package io.smg.server.cli;

import io.smg.api.Subcommand;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page that {@code man smg} shows, made of the same table as the help text, in the language of man(7). */
final class ManualPage {

    private static final String TAIL = """
            .SH SIGNALS
            .TP
            .B SIGTERM, SIGINT
            Stop: \\fB/readiness\\fR is 503 from now on, running requests are finished within the grace period. A second
            one ends the process at once, with status 1.
            .TP
            .B SIGHUP
            Read certificates, authorities and keys again.
            .SH EXIT STATUS
            .TP
            .B 0
            It was told to stop, or has printed what was asked for.
            .TP
            .B 1
            Something that it needs is not to be had: a port in use, a certificate that does not match its key, a
            plug-in that can't be read.
            .TP
            .B 2
            An option, a variable or the configuration file is no use. One line on standard error says which, and what
            is allowed.
            .SH ENVIRONMENT
            .TP
            .B SMG_JAVA_OPTS
            Further options of the Java virtual machine, separated by blanks.
            .TP
            .B RUST_LOG
            The level of the log, where nothing else says.
            """;

    private ManualPage() {}

    /** The page, with a line's end at its end. */
    static String text(Subcommands commands) {
        String head = """
                .TH SMG 1 "" "smg %s" "User Commands"
                .SH NAME
                smg \\- inference gateway
                .SH SYNOPSIS
                \\fBsmg\\fR [\\fBlaunch\\fR|\\fBstart\\fR] \\fB\\-\\-worker\\-urls\\fR \\fIURL\\fR... [\\fIOPTIONS\\fR]
                .SH DESCRIPTION
                %s
                .PP
                %s
                .SH OPTIONS
                """.formatted(VersionText.version(), escaped(HelpText.ABOUT), escaped(HelpText.SOURCES));
        String options = Stream.of(Group.values()).map(ManualPage::section).collect(Collectors.joining());
        return head + options + commands(commands) + TAIL;
    }

    private static String section(Group group) {
        return Options.all().stream()
                .filter(option -> option.group() == group)
                .map(ManualPage::entry)
                .collect(Collectors.joining("", ".SS " + group.heading() + "\n", ""));
    }

    private static String entry(Option<?> option) {
        String flags = Stream.concat(HelpText.shortNames(option).stream(), Stream.of(option.flag()))
                .map(flag -> "\\fB" + escaped(flag) + "\\fR")
                .collect(Collectors.joining(", "));
        String value =
                switch (option.arity()) {
                    case FLAG -> "";
                    case ONE, REPEATED -> " " + placeholder(option);
                    case SEVERAL -> " " + placeholder(option) + "...";
                };
        return ".TP\n" + flags + value + "\n" + escaped(HelpText.described(option)) + "\n";
    }

    private static String placeholder(Option<?> option) {
        return "\\fI" + escaped(option.syntax().placeholder()) + "\\fR";
    }

    private static String commands(Subcommands commands) {
        return commands.all().isEmpty()
                ? ""
                : commands.all().stream()
                        .map(ManualPage::entry)
                        .collect(Collectors.joining("", ".SH OTHER COMMANDS\n", ""));
    }

    private static String entry(Subcommand command) {
        return ".TP\n\\fBsmg " + escaped(command.name()) + "\\fR\n" + escaped(command.summary()) + " \\fBsmg "
                + escaped(command.name()) + " \\-\\-help\\fR says more.\n";
    }

    /** Text that stays text: a backslash, a hyphen that can be copied, and a dot that begins a line. */
    private static String escaped(String text) {
        String plain = text.replace("\\", "\\e").replace("-", "\\-");
        return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
    }
}
