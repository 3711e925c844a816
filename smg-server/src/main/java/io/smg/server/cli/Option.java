package io.smg.server.cli;

import java.util.List;
import java.util.Locale;

/**
 * One row of the table of options: what can be given, in which form, and what holds if nobody gives it.
 *
 * @param name the long name, without dashes; also the key in a configuration file
 * @param group the options that it stands among, and where they can be given
 * @param arity how many values it takes
 * @param syntax how the text of one value is read
 * @param description what it does, for the help text
 * @param defaults the texts that hold if nobody gives any; may be empty
 * @param aliases other spellings on the command line, dashes included
 * @param <T> what one value is
 */
record Option<T>(
        String name,
        Group group,
        Arity arity,
        Syntax<T> syntax,
        String description,
        List<String> defaults,
        List<String> aliases) {

    /** How many values an option takes. */
    enum Arity {
        /** None is needed: to name it is to switch it on. */
        FLAG,
        /** One; to repeat it is an error. */
        ONE,
        /** One after each mention. */
        REPEATED,
        /** One or more after each mention. */
        SEVERAL
    }

    /** Copies the parts. */
    Option {
        defaults = List.copyOf(defaults);
        aliases = List.copyOf(aliases);
    }

    /** A switch that is off unless it is given. */
    static Option<Boolean> flag(String name, Group group, String description) {
        return new Option<>(name, group, Arity.FLAG, Syntax.SWITCH, description, List.of("false"), List.of());
    }

    /** An option with one value. */
    static <T> Option<T> one(String name, Group group, Syntax<T> syntax, String description) {
        return new Option<>(name, group, Arity.ONE, syntax, description, List.of(), List.of());
    }

    /** A list, with one value after each mention. */
    static <T> Option<T> repeated(String name, Group group, Syntax<T> syntax, String description) {
        return new Option<>(name, group, Arity.REPEATED, syntax, description, List.of(), List.of());
    }

    /** A list, with one value or more after each mention. */
    static <T> Option<T> several(String name, Group group, Syntax<T> syntax, String description) {
        return new Option<>(name, group, Arity.SEVERAL, syntax, description, List.of(), List.of());
    }

    /** This option with what holds if nobody gives it. */
    Option<T> or(String... texts) {
        return new Option<>(name, group, arity, syntax, description, List.of(texts), aliases);
    }

    /** This option with another spelling on the command line, dashes included. */
    Option<T> alias(String... spellings) {
        return new Option<>(name, group, arity, syntax, description, defaults, List.of(spellings));
    }

    /** The spelling on the command line. */
    String flag() {
        return "--" + name;
    }

    /** The environment variable that gives it. */
    String variable() {
        return "SMG_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** Whether it takes any number of values. */
    boolean isList() {
        return switch (arity) {
            case FLAG, ONE -> false;
            case REPEATED, SEVERAL -> true;
        };
    }
}
