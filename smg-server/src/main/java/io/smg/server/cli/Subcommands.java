package io.smg.server.cli;

import io.smg.api.Subcommand;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The commands besides the gateway itself that the image has.
 *
 * @param all the commands, in the order of their names
 */
record Subcommands(List<Subcommand> all) {

    /** Puts the commands in order. */
    Subcommands {
        all = all.stream().sorted(Comparator.comparing(Subcommand::name)).toList();
    }

    /** Those of the image. */
    static Subcommands installed() {
        return new Subcommands(ServiceLoader.load(Subcommand.class, Subcommands.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /** The command that the arguments begin with, if they do. */
    Optional<Subcommand> startOf(List<String> args) {
        return all.stream()
                .filter(command -> !args.isEmpty() && args.getFirst().equals(command.name()))
                .findFirst();
    }
}
