package io.smg.server.cli;

import io.smg.server.config.LogLevel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment says. Variables that no option has are passed over, whatever they begin with: Kubernetes sets
 * several {@code SMG_} ones in a namespace with a Service named smg.
 */
final class EnvironmentLayer {

    private EnvironmentLayer() {}

    /** What the options' own variables say. An empty one says nothing. */
    static Layer read(Map<String, String> environment) {
        Map<String, Setting> settings = new HashMap<>();
        for (Option<?> option : Options.all()) {
            String text = environment.getOrDefault(option.variable(), "").strip();
            if (option.group().inEnvironment() && !text.isEmpty()) {
                List<String> texts = option.isList() ? elements(text) : List.of(text);
                settings.put(option.name(), new Setting(texts, new Source.Variable(option.variable())));
            }
        }
        return new Layer(settings);
    }

    /**
     * What holds before the defaults do: the log level in {@code RUST_LOG}, and the directory of plug-ins in the image
     * that {@code SMG_HOME} names.
     */
    static Layer readFallbacks(Map<String, String> environment) {
        Map<String, Setting> settings = new HashMap<>();
        rustLog(environment.getOrDefault("RUST_LOG", ""))
                .ifPresent(level -> settings.put(
                        Options.LOG_LEVEL.name(),
                        new Setting(List.of(level.toString()), new Source.Variable("RUST_LOG"))));
        imagePlugins(environment.getOrDefault("SMG_HOME", ""))
                .ifPresent(plugins -> settings.put(
                        Options.PLUGIN_PATH.name(), new Setting(List.of(plugins.toString()), new Source.Default())));
        return new Layer(settings);
    }

    /** The last level without a target. The variable belongs to others as well, so what is no level is passed over. */
    private static Optional<LogLevel> rustLog(String directives) {
        return elements(directives).stream()
                .flatMap(directive -> LogLevel.parse(directive).stream())
                .reduce((first, second) -> second);
    }

    private static Optional<Path> imagePlugins(String home) {
        return Optional.of(home)
                .filter(h -> !h.isEmpty())
                .map(h -> Path.of(h, "plugins"))
                .filter(Files::isDirectory);
    }

    private static List<String> elements(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(e -> !e.isEmpty())
                .toList();
    }
}
