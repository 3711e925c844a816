package io.smg.server.cli;

import io.smg.api.Subcommand;
import io.smg.server.config.GatewayConfig;
import java.util.List;
import java.util.Map;

/** The command {@code smg}: from its arguments and its environment to what is wanted. */
public final class SmgCommand {

    private SmgCommand() {}

    /**
     * Reads everything that says how the gateway is to run: the arguments, the environment, the configuration file that
     * they name, and the defaults, each stronger than the next.
     *
     * @param args the arguments, with or without a leading {@code launch} or {@code start}
     * @param environment the environment variables
     * @return what is wanted
     * @throws UsageException if something given cannot be used
     */
    public static Invocation parse(String[] args, Map<String, String> environment) {
        return parse(WithheldKey.putBack(List.of(args), environment), environment, Subcommands.installed());
    }

    /** As above, with the given commands as those of the image. */
    static Invocation parse(List<String> args, Map<String, String> environment, Subcommands commands) {
        return commands.startOf(args)
                .<Invocation>map(command -> delegate(command, args.subList(1, args.size()), environment))
                .orElseGet(() -> ofGateway(args, environment, commands));
    }

    private static Invocation delegate(Subcommand command, List<String> args, Map<String, String> environment) {
        return new Invocation.Delegate(
                command, args, settings(Layer.SILENT, environment).all(Options.PLUGIN_PATH));
    }

    private static Invocation ofGateway(List<String> args, Map<String, String> environment, Subcommands commands) {
        Layer commandLine = Grammar.read(withoutVerb(args));
        Settings said = Settings.of(commandLine);
        if (said.one(Options.HELP)) {
            return new Invocation.Print(HelpText.text(commands));
        }
        if (said.one(Options.VERSION)) {
            return new Invocation.Print(VersionText.text());
        }
        return said.optional(Options.GENERATE)
                .<Invocation>map(wanted -> new Invocation.Print(wanted.text(commands)))
                .orElseGet(() -> invocation(settings(commandLine, environment)));
    }

    private static Invocation invocation(Settings settings) {
        GatewayConfig config = Assembly.of(settings);
        return settings.one(Options.CHECK)
                ? new Invocation.Check(config, settings, EffectiveConfig.text(settings))
                : new Invocation.Run(config, settings);
    }

    private static Settings settings(Layer commandLine, Map<String, String> environment) {
        Layer variables = EnvironmentLayer.read(environment);
        Settings named = Settings.of(commandLine, variables);
        Layer file = named.optional(Options.CONFIG)
                .map(path -> ConfigFile.read(path, named.setting(Options.CONFIG).source()))
                .orElse(Layer.SILENT);
        return Settings.of(commandLine, variables, file, EnvironmentLayer.readFallbacks(environment));
    }

    private static List<String> withoutVerb(List<String> args) {
        boolean verb = !args.isEmpty()
                && (args.getFirst().equals("launch") || args.getFirst().equals("start"));
        return verb ? args.subList(1, args.size()) : args;
    }
}
