package io.smg.replay;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.DoublePredicate;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The command line of {@code smg replay}, for one reading of it. */
final class Grammar {

    private static final double NANOS_A_SECOND = 1e9;
    private static final int MOST_WORKERS = 10_000;

    private final PolicyArguments policies = new PolicyArguments();
    private final CommandLine commandLine;

    Grammar() {
        CommandSpec spec = CommandSpec.create().name("smg replay");
        spec.usageMessage()
                .customSynopsis("smg replay --trace FILE --policy NAME [--policy-option KEY=VALUE]... [OPTIONS]")
                .width(100)
                .sortOptions(false)
                .description(
                        "%nPlays the requests of a trace to routing policies in virtual time, over modelled engines, and"
                                + " says how long they would have waited for their first tokens.%n")
                .footer(
                        "%nAn engine prefills one prompt at a time, in 20 ms and what --prefill-rate says for the tokens"
                                + " that are not cached, and then gives each request a token every 12 ms and 0.4 ms more"
                                + " for each request that it gives tokens. A trace has one JSON object a line, with"
                                + " timestamp (milliseconds), input_length and output_length (tokens), and hash_ids (an"
                                + " id for each 512 tokens of the prompt).");
        commandLine = new CommandLine(spec).setExpandAtFiles(false).setInterpolateVariables(false);
        addInputs(spec);
        addModel(spec);
        addOutputs(spec);
    }

    private void addInputs(CommandSpec spec) {
        spec.addOption(
                valued("--trace", "FILE", Path::of, "", "The trace; required.").build());
        spec.addOption(OptionSpec.builder("--policy")
                .paramLabel("NAME")
                .type(List.class)
                .parameterConsumer(policies::takeName)
                .description("A policy, required; several are compared with the first.")
                .build());
        spec.addOption(OptionSpec.builder("--policy-option")
                .paramLabel("KEY=VALUE")
                .type(List.class)
                .parameterConsumer(policies::takeOption)
                .description("Something that the policy in front of it understands; before the first, for all.")
                .build());
        spec.addOption(OptionSpec.builder("--plugin-path")
                .paramLabel("DIR")
                .type(List.class)
                .auxiliaryTypes(Path.class)
                .arity("1")
                .description("A directory of plug-ins; can be repeated. Default: that of the gateway.")
                .build());
        spec.addOption(valued("--speedup", "X", number(x -> x > 0, "above 0"), "1", "How much faster requests come.")
                .build());
        spec.addOption(valued("--jitter-secs", "X", atLeastZero(), "0", "Each comes later by a random part of this.")
                .build());
        spec.addOption(valued("--seed", "N", Long::valueOf, "1", "What all that is random comes of.")
                .build());
    }

    private static void addModel(CommandSpec spec) {
        spec.addOption(valued("--workers", "N", whole(1, MOST_WORKERS), "8", "How many engines.")
                .build());
        spec.addOption(valued(
                        "--prefill-rate",
                        "T",
                        number(x -> x > 0, "above 0"),
                        "8000",
                        "Prompt tokens a second that an engine prefills.")
                .build());
        spec.addOption(valued(
                        "--cache-blocks",
                        "N",
                        whole(0, Integer.MAX_VALUE),
                        "6000",
                        "Blocks of 512 tokens in an engine's prefix cache.")
                .build());
    }

    private static void addOutputs(CommandSpec spec) {
        spec.addOption(valued("--slo-secs", "X", atLeastZero(), "5", "A time to first token that is good enough.")
                .build());
        spec.addOption(flag("--json", "Print one JSON object."));
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .type(Boolean.class)
                .arity("0")
                .description("Print this text and exit.")
                .build());
    }

    /**
     * What the arguments say.
     *
     * @throws CommandLine.ParameterException if they are no use; the message is one line
     */
    ReplayOptions read(List<String> arguments) {
        ParseResult given = commandLine.parseArgs(arguments.toArray(String[]::new));
        // picocli would complain of these before it complains of a misspelt option.
        require(given.hasMatchedOption("--trace"), "--trace");
        require(!policies.choices().isEmpty(), "--policy");
        return new ReplayOptions(
                value("--trace", Path.class),
                policies.choices(),
                given.matchedOptionValue("--plugin-path", List.of()),
                new Fleet(
                        value("--workers", Integer.class),
                        new EngineModel(value("--prefill-rate", Double.class), value("--cache-blocks", Integer.class))),
                value("--speedup", Double.class),
                seconds("--jitter-secs"),
                seconds("--slo-secs"),
                value("--seed", Long.class),
                given.hasMatchedOption("--json") ? ReplayOptions.Format.JSON : ReplayOptions.Format.TABLE);
    }

    private void require(boolean isGiven, String option) {
        if (!isGiven) {
            throw new CommandLine.ParameterException(commandLine, option + " is required");
        }
    }

    /** Whether the arguments ask for the help text. */
    static boolean asksForHelp(List<String> arguments) {
        return arguments.contains("--help") || arguments.contains("-h");
    }

    /** The help text, with a line's end at its end. */
    String help() {
        return commandLine.getUsageMessage(Ansi.OFF);
    }

    private <T> T value(String option, Class<T> type) {
        return type.cast(commandLine.getCommandSpec().findOption(option).getValue());
    }

    private Duration seconds(String option) {
        double seconds = value(option, Double.class);
        return Duration.ofNanos(Math.round(seconds * NANOS_A_SECOND));
    }

    private static OptionSpec.Builder valued(
            String name, String label, ITypeConverter<?> reading, String standard, String description) {
        OptionSpec.Builder option = OptionSpec.builder(name)
                .type(Object.class)
                .arity("1")
                .paramLabel(label)
                .converters(reading);
        return standard.isEmpty()
                ? option.description(description)
                : option.defaultValue(standard).description(description + " Default: " + standard + ".");
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .type(Boolean.class)
                .arity("0")
                .description(description)
                .build();
    }

    private static ITypeConverter<Integer> whole(int least, int most) {
        return text -> {
            double value = parse(text);
            if (value != Math.rint(value) || value < least || value > most) {
                throw refused(text, "whole number from " + least + " to " + most);
            }
            return (int) value;
        };
    }

    private static ITypeConverter<Double> atLeastZero() {
        return number(x -> x >= 0, "of 0 or more");
    }

    private static ITypeConverter<Double> number(DoublePredicate isAllowed, String which) {
        return text -> {
            double value = parse(text);
            if (!Double.isFinite(value) || !isAllowed.test(value)) {
                throw refused(text, "number " + which);
            }
            return value;
        };
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static CommandLine.TypeConversionException refused(String text, String allowed) {
        return new CommandLine.TypeConversionException("'" + text + "' is no " + allowed);
    }
}
