package io.smg.distribution;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * A gateway image on disk.
 *
 * @param home the directory that jlink made
 */
public record Image(Path home) {

    /** The launcher. */
    public Path launcher() {
        return home.resolve("bin/smg");
    }

    /** The cache that start-up and warm-up take from. */
    public Path aotCache() {
        return home.resolve("lib/smg.aot");
    }

    /** The names of its modules. */
    Set<String> modules() throws IOException {
        Properties release = new Properties();
        try (Reader file = Files.newBufferedReader(home.resolve("release"))) {
            release.load(file);
        }
        return Set.of(release.getProperty("MODULES").replace("\"", "").split(" "));
    }

    /** Runs {@code bin/smg} with arguments. */
    public Launched run(String... arguments) {
        return run(Map.of(), List.of(arguments));
    }

    /** Runs {@code bin/smg} with arguments and variables of the environment. */
    public Launched run(Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(arguments);
        return Launched.start(command, environment, home);
    }
}
