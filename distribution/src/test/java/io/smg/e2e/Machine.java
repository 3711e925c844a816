package io.smg.e2e;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The machine that these tests run on. */
final class Machine {

    private Machine() {}

    /** Those of these programs that are not installed. */
    static List<String> missing(String... programs) {
        return Stream.of(programs).filter(program -> !isInstalled(program)).toList();
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
