package io.smg.server.cli;

import io.smg.server.config.GatewayConfig;
import java.util.List;
import java.util.Map;

/** What tests ask of the command. */
final class Parsing {

    private Parsing() {}

    /** The configuration that a gateway would run with. */
    static GatewayConfig config(List<String> args, Map<String, String> environment) {
        return switch (parse(args, environment)) {
            case Invocation.Run run -> run.config();
            case Invocation.Check check -> check.config();
            case Invocation.Print print -> throw new AssertionError(print.text());
            case Invocation.Delegate delegate -> throw new AssertionError(delegate.command());
        };
    }

    /** The text that would be printed. */
    static String text(List<String> args, Map<String, String> environment) {
        return switch (parse(args, environment)) {
            case Invocation.Run run -> throw new AssertionError(run.config());
            case Invocation.Check check -> check.text();
            case Invocation.Print print -> print.text();
            case Invocation.Delegate delegate -> throw new AssertionError(delegate.command());
        };
    }

    private static Invocation parse(List<String> args, Map<String, String> environment) {
        return SmgCommand.parse(args.toArray(String[]::new), environment);
    }
}
