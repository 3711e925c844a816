package io.smg.server.cli;

import io.smg.server.config.UnusableFileException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A configuration file: YAML, {@code long-name: value}. Values are taken as they stand in the file, never as what YAML
 * makes of them: {@code 0123} is a key of four digits and not 83.
 */
final class ConfigFile {

    private final Path path;
    private final Source source;
    private final Map<String, Setting> settings = new HashMap<>();

    private ConfigFile(Path path, Source source) {
        this.path = path;
        this.source = source;
    }

    /**
     * What a file says. An empty value says nothing.
     *
     * @param path the file
     * @param source who names it
     * @throws UsageException if the file cannot be read, is not of that form, or has a key that is unknown or repeated
     */
    static Layer read(Path path, Source source) {
        ConfigFile file = new ConfigFile(path, source);
        file.root().ifPresent(file::take);
        return new Layer(file.settings);
    }

    /** What YAML says of a broken text may quote it, secrets included, so only the place is told. */
    private Optional<Node> root() {
        try {
            return Optional.ofNullable(new Yaml(new LoaderOptions()).compose(new StringReader(Files.readString(path))));
        } catch (IOException e) {
            throw unusable(UnusableFileException.of(e).reason());
        } catch (MarkedYAMLException e) {
            Mark place = e.getProblemMark();
            throw unusable("line " + (place.getLine() + 1) + ", column " + (place.getColumn() + 1) + " is not YAML");
        } catch (YAMLException e) {
            throw unusable("it is not YAML");
        }
    }

    private void take(Node root) {
        switch (root) {
            case MappingNode mapping -> mapping.getValue().forEach(this::take);
            case Node other when isEmpty(other) -> {}
            default -> throw unusable("it must have the form 'long-name: value', one a line");
        }
    }

    private void take(NodeTuple entry) {
        Source line = line(entry.getKeyNode());
        Option<?> option = option(entry.getKeyNode(), line);
        List<String> texts = texts(option, entry.getValueNode(), line);
        if (settings.containsKey(option.name())) {
            throw new UsageException(option.name() + " (" + line.describe() + ") must be given once");
        }
        if (!isEmpty(entry.getValueNode())) {
            settings.put(option.name(), new Setting(texts, line));
        }
    }

    private static Option<?> option(Node key, Source line) {
        String name = key instanceof ScalarNode scalar ? scalar.getValue() : "a key that is not text";
        Option<?> option =
                Options.named(name).orElseThrow(() -> UsageException.unknown("key", name, line, knownKeys()));
        if (!option.group().inFile()) {
            throw new UsageException(name + " (" + line.describe() + ") cannot be set in a file");
        }
        return option;
    }

    private static List<String> knownKeys() {
        return Options.all().stream()
                .filter(option -> option.group().inFile())
                .map(Option::name)
                .toList();
    }

    private static List<String> texts(Option<?> option, Node value, Source line) {
        return switch (value) {
            case ScalarNode scalar -> List.of(scalar.getValue());
            case SequenceNode list
            when option.isList() ->
                list.getValue().stream()
                        .map(element -> text(option, element, line))
                        .toList();
            default -> throw wrongShape(option, line);
        };
    }

    private static String text(Option<?> option, Node element, Source line) {
        return switch (element) {
            case ScalarNode scalar -> scalar.getValue();
            default -> throw wrongShape(option, line);
        };
    }

    private static boolean isEmpty(Node value) {
        return value instanceof ScalarNode scalar
                && (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank());
    }

    private static UsageException wrongShape(Option<?> option, Source line) {
        String shape = option.isList() ? "a list of values, each " : "one value, ";
        return new UsageException(option.name() + " (" + line.describe() + ") must be " + shape
                + option.syntax().allowed());
    }

    private Source line(Node key) {
        return new Source.FileLine(path, key.getStartMark().getLine() + 1);
    }

    private UsageException unusable(String reason) {
        return new UsageException(Options.CONFIG.flag() + ": '" + path + "' (" + source.describe()
                + ") must be a YAML file, but " + reason);
    }
}
