package io.smg.sim;

import java.util.concurrent.Callable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A command with its options; without annotations, so that picocli needs no reflection on this module. */
abstract class Command implements Callable<Integer> {

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    /** A command that says what it does. */
    Command(String description) {
        spec.mixinStandardHelpOptions(true);
        spec.usageMessage().description(description);
    }

    /** What picocli knows of it. */
    final CommandSpec spec() {
        return spec;
    }

    /** An option with a value and a default. */
    final void option(String name, Class<?> type, String standard, String description) {
        spec.addOption(OptionSpec.builder(name)
                .type(type)
                .paramLabel(Number.class.isAssignableFrom(type) ? "N" : "TEXT")
                .defaultValue(standard)
                .description(description + " (default: " + standard + ")")
                .build());
    }

    /** An option with a value of a type that is read by a function. */
    final void option(String name, ITypeConverter<?> reading, String standard, String description) {
        spec.addOption(OptionSpec.builder(name)
                .type(Object.class)
                .converters(reading)
                .paramLabel("VALUE")
                .defaultValue(standard)
                .description(description + " (default: " + standard + ")")
                .build());
    }

    /** An option that is given or not. */
    final void flag(String name, String description) {
        spec.addOption(OptionSpec.builder(name)
                .type(Boolean.class)
                .arity("0")
                .defaultValue("false")
                .description(description)
                .build());
    }

    /** The value that an option has. */
    final <T> T value(String name, Class<T> type) {
        return type.cast(spec.findOption(name).getValue());
    }

    /** Whether a flag is given. */
    final boolean isSet(String name) {
        return value(name, Boolean.class);
    }
}
