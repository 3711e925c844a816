package io.smg.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Takes policies and their options from the command line: an option belongs to the policy in front of it, and those in
 * front of the first policy to all. For one thread.
 */
final class PolicyArguments {

    private final Map<String, String> ofAll = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<Map<String, String>> options = new ArrayList<>();

    /** Takes the name of a policy. */
    @SuppressWarnings("JdkObsolete") // picocli's interface
    void takeName(Stack<String> arguments, ArgSpec option, CommandSpec spec) {
        names.add(next(arguments, option, spec));
        options.add(new LinkedHashMap<>());
    }

    /** Takes an option of a policy. */
    @SuppressWarnings("JdkObsolete") // picocli's interface
    void takeOption(Stack<String> arguments, ArgSpec option, CommandSpec spec) {
        String text = next(arguments, option, spec);
        int equals = text.indexOf('=');
        if (equals <= 0 || equals == text.length() - 1) {
            throw refused(spec, "--policy-option: '" + text + "' is not KEY=VALUE");
        }
        Map<String, String> target = options.isEmpty() ? ofAll : options.getLast();
        if (target.put(text.substring(0, equals), text.substring(equals + 1)) != null) {
            throw refused(spec, "--policy-option: '" + text.substring(0, equals) + "' is given twice");
        }
    }

    /** The policies, in the order in which they were named. */
    List<PolicyChoice> choices() {
        List<PolicyChoice> choices = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Map<String, String> both = new LinkedHashMap<>(ofAll);
            both.putAll(options.get(i));
            choices.add(new PolicyChoice(names.get(i), both));
        }
        return choices;
    }

    @SuppressWarnings("JdkObsolete") // picocli's interface
    private static String next(Stack<String> arguments, ArgSpec option, CommandSpec spec) {
        if (arguments.isEmpty()) {
            throw refused(spec, option + " needs a value");
        }
        return arguments.pop();
    }

    private static CommandLine.ParameterException refused(CommandSpec spec, String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
