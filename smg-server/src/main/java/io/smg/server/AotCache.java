package io.smg.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The image's cache of classes and profiles. A JVM that finds no use for it says either nothing or three lines that name
 * neither file nor consequence, so the gateway looks by itself.
 */
final class AotCache {

    private static final Path MAPPED = Path.of("/proc/self/maps");

    private AotCache() {}

    /** The cache of this image, if there is one and this process does without it. */
    static Optional<Path> passedOver() {
        Path cache = Path.of(System.getProperty("java.home", ""), "lib", "smg.aot");
        return Files.exists(cache) ? passedOver(cache, MAPPED) : Optional.empty();
    }

    /** That cache, if the list of mapped files can be read and does not have it. */
    static Optional<Path> passedOver(Path cache, Path mapped) {
        try {
            // Paths in the list are arbitrary bytes.
            boolean used =
                    Files.readString(mapped, StandardCharsets.ISO_8859_1).contains("/" + cache.getFileName() + "\n");
            return used ? Optional.empty() : Optional.of(cache);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
