package io.smg.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of API keys: one a line, each perhaps with a name and a colon in front, blank lines and those that begin with
 * {@code #} aside.
 *
 * @param path where the file is
 */
public record KeyFile(Path path) {

    /**
     * Reads the keys.
     *
     * @return the keys in order, at least one
     * @throws UnusableFileException if the file cannot be read, has no key, or has a line that is not one
     */
    public List<ApiKey> read() {
        List<ApiKey> keys = new ArrayList<>();
        int number = 0;
        for (String line : lines()) {
            number++;
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                keys.add(key(text, number));
            }
        }
        if (keys.isEmpty()) {
            throw new UnusableFileException("there is no key in it");
        }
        return keys;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw UnusableFileException.of(e);
        }
    }

    private static ApiKey key(String text, int line) {
        return ApiKey.parse(text)
                .orElseThrow(
                        () -> new UnusableFileException(
                                "line " + line
                                        + " is not a key, which is printable ASCII without blanks, perhaps with a name and a colon in front"));
    }
}
