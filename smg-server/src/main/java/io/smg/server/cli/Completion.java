package io.smg.server.cli;

import io.smg.api.RoutingPolicyProvider;
import io.smg.api.Subcommand;
import io.smg.server.config.LogLevel;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A function of bash that completes command lines: options, the values of those that have few, else names of files. */
final class Completion {

    private Completion() {}

    /** The script, with a line's end at its end. */
    static String text(Subcommands commands) {
        String flags = Options.all().stream().map(Option::flag).collect(Collectors.joining(" "));
        String verbs = Stream.concat(
                        Stream.of("launch", "start"), commands.all().stream().map(Subcommand::name))
                .collect(Collectors.joining(" "));
        String values = branch(Options.POLICY, policies())
                + branch(Options.LOG_LEVEL, labels(LogLevel.values()))
                + branch(Options.GENERATE, labels(Generated.values()));
        // Bash takes the equals sign for a word of its own; values may be several behind one option.
        return """
                # Completes command lines of smg in bash; and in zsh, after: autoload -U +X bashcompinit && bashcompinit
                _smg() {
                    local word=${COMP_WORDS[COMP_CWORD]} at=$((COMP_CWORD - 1))
                    COMPREPLY=()
                    if [[ $word == -* ]]; then
                        COMPREPLY=($(compgen -W '%s' -- "$word"))
                        return
                    fi
                    if [[ $word == '=' ]]; then
                        word=
                    fi
                    if ((COMP_CWORD == 1)); then
                        COMPREPLY=($(compgen -W '%s' -- "$word"))
                        return
                    fi
                    while ((at > 1)) && [[ ${COMP_WORDS[at]} != -* ]]; do
                        at=$((at - 1))
                    done
                    case ${COMP_WORDS[at]} in
                %s    esac
                }
                complete -o default -F _smg smg
                """.formatted(flags, verbs, values);
    }

    private static String branch(Option<?> option, List<String> choices) {
        String words = String.join(" ", choices);
        return "        " + option.flag() + ") COMPREPLY=($(compgen -W '" + words + "' -- \"$word\")) ;;\n";
    }

    /** Those of the image; where the plug-ins will be, nobody knows yet. */
    private static List<String> policies() {
        return ServiceLoader.load(RoutingPolicyProvider.class, Completion.class.getClassLoader()).stream()
                .map(provider -> provider.get().name())
                .sorted()
                .toList();
    }

    private static List<String> labels(Object[] values) {
        return Arrays.stream(values).map(Object::toString).toList();
    }
}
