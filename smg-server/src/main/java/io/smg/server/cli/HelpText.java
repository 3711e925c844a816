package io.smg.server.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What {@code --help} prints: every option in its group, with what it does and what holds without it. */
final class HelpText {

    /** What the program is. */
    static final String ABOUT = "An inference gateway: one server in front of many LLM workers.";

    /** Where options can be given. */
    static final String SOURCES = "Each option is also an environment variable (--log-level is SMG_LOG_LEVEL, lists are"
            + " comma-separated) and a key of the --config file. The command line wins over the environment, and that"
            + " over the file.";

    private static final int WIDTH = 100;

    private HelpText() {}

    /** The text, with a line's end at its end. */
    static String text(Subcommands commands) {
        CommandSpec spec = CommandSpec.create().name("smg");
        spec.usageMessage()
                .customSynopsis("smg [launch|start] --worker-urls URL... [OPTIONS]")
                .description("%n" + ABOUT, "%n" + SOURCES)
                .width(WIDTH)
                .sortOptions(false);
        if (!commands.all().isEmpty()) {
            spec.usageMessage().footer(footer(commands));
        }
        for (Group group : Group.values()) {
            spec.addArgGroup(section(group));
        }
        return new CommandLine(spec).getUsageMessage(Ansi.OFF);
    }

    private static String[] footer(Subcommands commands) {
        return Stream.concat(
                        Stream.of("%nInstead of the gateway (with --help for more):"),
                        commands.all().stream()
                                .map(command -> "  smg " + command.name() + "  " + escaped(command.summary())))
                .toArray(String[]::new);
    }

    private static ArgGroupSpec section(Group group) {
        ArgGroupSpec.Builder section = ArgGroupSpec.builder()
                .heading("%n" + group.heading() + ":%n")
                .order(List.of(Group.values()).indexOf(group))
                .validate(false);
        Options.all().stream()
                .filter(o -> o.group() == group)
                .map(HelpText::row)
                .forEach(section::addArg);
        return section.build();
    }

    private static OptionSpec row(Option<?> option) {
        String[] names = Stream.concat(shortNames(option).stream(), Stream.of(option.flag()))
                .toArray(String[]::new);
        OptionSpec.Builder row = Grammar.row(option);
        if (option.arity() == Option.Arity.FLAG) {
            row.type(Boolean.class).arity("0");
        }
        return row.names(names)
                .order(Options.all().indexOf(option))
                .description(escaped(described(option)))
                .build();
    }

    /** What an option does, and what holds without it. */
    static String described(Option<?> option) {
        return option.description() + defaults(option);
    }

    /** The spellings of one letter. */
    static List<String> shortNames(Option<?> option) {
        return option.aliases().stream().filter(alias -> alias.length() == 2).toList();
    }

    private static String defaults(Option<?> option) {
        if (option.defaults().isEmpty() || !option.group().inFile()) {
            return "";
        }
        String defaults = option.arity() == Option.Arity.FLAG ? "off" : String.join(", ", option.defaults());
        return " Default: " + defaults + ".";
    }

    /** Descriptions are format strings to picocli. */
    private static String escaped(String text) {
        return text.replace("%", "%%");
    }
}
