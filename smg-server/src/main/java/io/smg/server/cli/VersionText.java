package io.smg.server.cli;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code --version} prints: the version, and which of our modules this image has. */
final class VersionText {

    private VersionText() {}

    /** The text, with a line's end at its end. */
    static String text() {
        return modules().map(name -> name + "\n").collect(Collectors.joining("", "smg " + version() + "\n", ""));
    }

    /** The version of this program. */
    static String version() {
        return Optional.ofNullable(VersionText.class.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse("(unknown version)");
    }

    private static Stream<String> modules() {
        return ModuleLayer.boot().modules().stream()
                .map(Module::getName)
                .filter(name -> name.startsWith("io.smg."))
                .sorted();
    }
}
