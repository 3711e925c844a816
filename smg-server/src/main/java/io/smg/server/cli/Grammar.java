package io.smg.server.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The command line's grammar: picocli's, with the table of options as its rows. */
final class Grammar {

    private static final Source COMMAND_LINE = new Source.CommandLine();

    private Grammar() {}

    /**
     * What the command line says.
     *
     * @throws UsageException if it breaks the grammar
     */
    static Layer read(List<String> args) {
        checkSpelling(args);
        ParseResult result = parse(args);
        Map<String, Setting> settings = new HashMap<>();
        for (Option<?> option : Options.all()) {
            if (result.hasMatchedOption(option.flag())) {
                settings.put(option.name(), new Setting(texts(option, result), COMMAND_LINE));
            }
        }
        return new Layer(settings);
    }

    /** The option as picocli knows it. Every value is text there, so that all sources are read by the same rules. */
    static OptionSpec.Builder row(Option<?> option) {
        OptionSpec.Builder row =
                OptionSpec.builder(option.flag()).paramLabel(option.syntax().placeholder());
        return switch (option.arity()) {
            case FLAG -> row.type(String.class).arity("0..1").fallbackValue("true");
            case ONE -> row.type(String.class).arity("1");
            case REPEATED -> row.type(String[].class).arity("1");
            case SEVERAL -> row.type(String[].class).arity("1..*");
        };
    }

    private static ParseResult parse(List<String> args) {
        try {
            return parser().parseArgs(args.toArray(String[]::new));
        } catch (CommandLine.UnmatchedArgumentException e) {
            throw unmatched(e.getUnmatched().getFirst());
        } catch (CommandLine.OverwrittenOptionException e) {
            throw misused(e.getOverwritten(), "must be given once");
        } catch (CommandLine.MissingParameterException e) {
            throw misused(e.getMissing().getFirst(), "needs a value");
        } catch (CommandLine.ParameterException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static CommandLine parser() {
        CommandSpec spec = CommandSpec.create().name("smg");
        for (Option<?> option : Options.all()) {
            spec.addOption(
                    row(option).names(spellings(option).toArray(String[]::new)).build());
        }
        return new CommandLine(spec).setExpandAtFiles(false).setInterpolateVariables(false);
    }

    private static List<String> spellings(Option<?> option) {
        List<String> spellings = new ArrayList<>(option.aliases());
        spellings.addFirst(option.flag());
        return spellings;
    }

    private static List<String> texts(Option<?> option, ParseResult result) {
        return option.isList()
                ? List.of(result.<String[]>matchedOptionValue(option.flag(), new String[0]))
                : List.of(result.<String>matchedOptionValue(option.flag(), ""));
    }

    /** Where the number of values is open, picocli takes a misspelt option for one of them; so they are sought first. */
    private static void checkSpelling(List<String> args) {
        for (String arg : args) {
            String name = name(arg);
            if (name.length() > 2 && name.startsWith("--") && !isKnown(name)) {
                throw unknown(name);
            }
        }
    }

    /** The argument without a value behind an equals sign, which may be a secret. */
    private static String name(String argument) {
        return argument.split("=", 2)[0];
    }

    private static boolean isKnown(String spelling) {
        return Options.all().stream().map(Grammar::spellings).anyMatch(known -> known.contains(spelling));
    }

    private static UsageException unmatched(String argument) {
        return argument.startsWith("-")
                ? unknown(name(argument))
                : new UsageException("'" + argument + "' (command line) belongs to no option");
    }

    private static UsageException unknown(String name) {
        List<String> known = Options.all().stream().map(Option::flag).toList();
        return UsageException.unknown("option", name, COMMAND_LINE, known);
    }

    private static UsageException misused(ArgSpec row, String reason) {
        Option<?> option = Options.all().stream()
                .filter(o -> o.flag().equals(((OptionSpec) row).names()[0]))
                .findFirst()
                .orElseThrow();
        return new UsageException(option.flag() + " (command line) " + reason + ": "
                + option.syntax().allowed());
    }
}
