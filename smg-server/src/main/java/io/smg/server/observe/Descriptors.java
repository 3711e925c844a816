package io.smg.server.observe;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.StringTokenizer;

/** The descriptors of this process, as Linux tells of them. */
public final class Descriptors {

    private static final Path OPEN = Path.of("/proc/self/fd");
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String LINE = "Max open files";

    private Descriptors() {}

    /** How many the process may have; empty where the system doesn't say or doesn't limit. */
    public static OptionalLong limit() {
        return limit(LIMITS);
    }

    /** The same, as a file says that has the form of Linux's. */
    public static OptionalLong limit(Path limits) {
        try {
            return Files.readAllLines(limits).stream()
                    .filter(line -> line.startsWith(LINE))
                    .map(line -> new StringTokenizer(line.substring(LINE.length())).nextToken())
                    .filter(soft -> !soft.equals("unlimited"))
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** How many are open; 0 where the system doesn't say. */
    static int open() {
        int count = 0;
        try (DirectoryStream<Path> open = Files.newDirectoryStream(OPEN)) {
            for (Path descriptor : open) {
                count += descriptor.toString().isEmpty() ? 0 : 1;
            }
        } catch (IOException e) {
            return 0;
        }
        return count;
    }
}
