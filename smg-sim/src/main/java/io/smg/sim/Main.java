package io.smg.sim;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The program {@code smg-sim}: simulated engines, and load for what stands before them. */
public final class Main {

    private Main() {}

    /**
     * Runs a command.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The program's commands and their options. */
    static CommandLine commandLine() {
        CommandSpec spec = CommandSpec.create().name("smg-sim").mixinStandardHelpOptions(true);
        spec.usageMessage().description("Simulated inference engines, and load for what stands before them.");
        spec.addSubcommand("engine", new EngineCommand().spec());
        spec.addSubcommand("load", new LoadCommand().spec());
        spec.addSubcommand("chat", new ChatCommand().spec());
        return new CommandLine(spec);
    }
}
