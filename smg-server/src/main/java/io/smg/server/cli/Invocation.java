package io.smg.server.cli;

import io.smg.api.Subcommand;
import io.smg.server.config.GatewayConfig;
import java.nio.file.Path;
import java.util.List;

/** What the person at the command line wants. Whether a policy of that name is installed is for the caller to see. */
public sealed interface Invocation {

    /**
     * The gateway is to run.
     *
     * @param config how
     * @param settings what the configuration was made of
     */
    record Run(GatewayConfig config, Settings settings) implements Invocation {}

    /**
     * The configuration is to be checked and printed.
     *
     * @param config the configuration, good as far as it goes without looking at what is installed
     * @param settings what the configuration was made of
     * @param text the settings in the form of a configuration file
     */
    record Check(GatewayConfig config, Settings settings, String text) implements Invocation {}

    /**
     * A text is to be printed, and nothing else done.
     *
     * @param text the text, with a line's end at its end
     */
    record Print(String text) implements Invocation {}

    /**
     * Something else than the gateway is to run.
     *
     * @param command what
     * @param arguments what stands behind its name
     * @param pluginPath where plug-ins are unless the arguments say it
     */
    record Delegate(Subcommand command, List<String> arguments, List<Path> pluginPath) implements Invocation {

        /** Copies the lists. */
        public Delegate {
            arguments = List.copyOf(arguments);
            pluginPath = List.copyOf(pluginPath);
        }
    }
}
