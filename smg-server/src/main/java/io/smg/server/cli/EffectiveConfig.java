package io.smg.server.cli;

import io.smg.server.config.Secret;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** What {@code --check} prints: the settings in force, as a configuration file, each with its source behind it. */
final class EffectiveConfig {

    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern LINE_BREAK = Pattern.compile("\\p{Cntrl}");

    private final Settings settings;
    private final Yaml yaml;

    private EffectiveConfig(Settings settings) {
        this.settings = settings;
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        this.yaml = new Yaml(options);
    }

    /** The text, with a line's end at its end. Secrets are masked, so it is a file for people first. */
    static String text(Settings settings) {
        EffectiveConfig effective = new EffectiveConfig(settings);
        StringBuilder text = new StringBuilder();
        Options.all().stream()
                .filter(option -> option.group().inFile())
                .forEach(option -> text.append(effective.entry(option)));
        return text.toString();
    }

    private String entry(Option<?> option) {
        Setting setting = settings.setting(option);
        if (setting.texts().isEmpty() && setting.source() instanceof Source.Default) {
            return "";
        }
        List<Object> values =
                setting.texts().stream().map(text -> value(option, text)).toList();
        Object value = option.isList() ? values : values.getFirst();
        String comment =
                "  # " + LINE_BREAK.matcher(setting.source().describe()).replaceAll("?");
        return yaml.dump(Map.of(option.name(), value)).replaceFirst("\n", Matcher.quoteReplacement(comment + "\n"));
    }

    private Object value(Option<?> option, String text) {
        return switch (option.syntax().visibility()) {
            case MASKED -> Secret.MASK;
            case SHOWN -> plain(option, text);
        };
    }

    /** What YAML can write without quotes and still reads as the same text. */
    private static Object plain(Option<?> option, String text) {
        if (option.arity() == Option.Arity.FLAG) {
            return Syntax.SWITCH.reading().apply(text).orElseThrow();
        }
        return NUMBER.matcher(text).matches() ? Long.valueOf(text) : text;
    }
}
