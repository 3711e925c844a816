package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Launched;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Commands of the machine and of its JDK. */
final class Commands {

    private Commands() {}

    /** A tool of the JDK that runs these tests. */
    static String jdk(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    /** Runs a command that must succeed. */
    static Finished run(Path directory, String... command) throws InterruptedException {
        Finished finished = Finished.of(Launched.start(List.of(command), Map.of(), directory));
        assertThat(finished.status()).as("%s: %s", List.of(command), finished).isZero();
        return finished;
    }
}
