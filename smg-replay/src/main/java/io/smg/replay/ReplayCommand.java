package io.smg.replay;

import io.smg.api.InstalledPolicies;
import io.smg.api.Subcommand;
import java.io.Console;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine;

/** The command {@code smg replay}: what routing policies would have made of a trace. */
public final class ReplayCommand implements Subcommand {

    private static final int USAGE = 2;

    /** What Ctrl-C ends a process with. */
    private static final int INTERRUPTED = 130;

    private final PrintStream out;
    private final PrintStream err;

    /** Called by the service loader. */
    @SuppressWarnings("SystemOut") // the command's answer
    public ReplayCommand() {
        this(System.out, System.err);
    }

    ReplayCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String summary() {
        return "Says what policies would have made of a trace of requests.";
    }

    @Override
    public int run(List<String> arguments, InstalledPolicies policies) {
        Grammar grammar = new Grammar();
        if (Grammar.asksForHelp(arguments)) {
            out.print(grammar.help());
            return 0;
        }
        try {
            return run(grammar.read(arguments), policies);
        } catch (CommandLine.ParameterException | UnusableException e) {
            err.println("smg replay: " + e.getMessage());
            return USAGE;
        }
    }

    private int run(ReplayOptions options, InstalledPolicies policies) throws UnusableException {
        Comparison comparison = new Comparison(options, policies.load(options.pluginPath()), System::nanoTime);
        Trace trace = Trace.read(options.trace());
        try (Interruption interruption = new Interruption()) {
            Report report = watched(comparison, trace, interruption);
            out.print(report.text());
            out.flush();
            return report.isComplete() ? 0 : INTERRUPTED;
        }
    }

    private Report watched(Comparison comparison, Trace trace, Interruption interruption) throws UnusableException {
        if (!isTerminal()) {
            return comparison.of(trace, (answered, policy) -> !interruption.isWanted());
        }
        ProgressBar bar = new ProgressBar(err, System::nanoTime, comparison.size(trace));
        try {
            return comparison.of(trace, (answered, policy) -> {
                bar.show(answered, policy.label());
                return !interruption.isWanted();
            });
        } finally {
            bar.clear();
        }
    }

    @SuppressWarnings("SystemConsoleNull") // It is null here: the image is without the module that makes it never so.
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
