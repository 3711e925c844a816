package io.smg.server.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The plug-ins in the directories of {@code --plugin-path}. */
final class Plugins {

    private Plugins() {}

    /**
     * Opens every jar and every sub-directory of the given directories, in the order of their names. Each is resolved
     * alone, so that what is wrong with one is wrong with that one only. Hidden entries, which container mounts make,
     * and files of other kinds are passed over.
     *
     * @throws PluginException if one of the directories can't be listed, or a plug-in can't be opened
     */
    static List<Plugin> in(List<Path> directories) {
        return directories.stream().flatMap(Plugins::entries).map(Plugin::open).toList();
    }

    private static Stream<Path> entries(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new PluginException(directory.toString(), "not a directory");
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Plugins::isPlugin).sorted().toList().stream();
        } catch (IOException | UncheckedIOException e) {
            throw new PluginException(directory.toString(), e);
        }
    }

    private static boolean isPlugin(Path entry) {
        String name = entry.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".jar") || Files.isDirectory(entry));
    }
}
