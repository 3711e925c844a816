package io.smg.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The class files of all modules, without what is folded into them. */
final class Classes {

    /** What is shipped. */
    static final JavaClasses MAIN = of("target/classes");

    /** What is shipped, and its tests. */
    static final JavaClasses ALL = of("target/classes", "target/test-classes");

    private Classes() {}

    private static JavaClasses of(String... directories) {
        Path root = Path.of(System.getProperty("smg.root", ".."));
        try (Stream<Path> modules = Files.list(root)) {
            List<Path> paths = modules.flatMap(module -> Stream.of(directories).map(module::resolve))
                    .filter(Files::isDirectory)
                    .toList();
            return new ClassFileImporter()
                    .withImportOption(location -> location.contains("/io/smg/"))
                    .importPaths(paths);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
