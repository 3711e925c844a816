package io.smg.server.credentials;

import io.smg.server.config.UnusableFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One block of a PEM file (RFC 7468).
 *
 * @param label what the block says it is
 * @param text what stands between its two lines
 */
record PemBlock(String label, String text) {

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /**
     * The blocks of a file, in order; what stands between them is passed over.
     *
     * @throws UnusableFileException if it can't be read, or a block has no end
     */
    static List<PemBlock> in(Path file) {
        List<PemBlock> blocks = new ArrayList<>();
        String label = "";
        StringBuilder text = new StringBuilder();
        for (String line : lines(file)) {
            if (label.isEmpty()) {
                label = line.startsWith(BEGIN) && line.endsWith(DASHES) ? label(line) : "";
            } else if (line.equals(END + label + DASHES)) {
                blocks.add(new PemBlock(label, text.toString()));
                label = "";
                text.setLength(0);
            } else {
                text.append(line).append('\n');
            }
        }
        if (!label.isEmpty()) {
            throw UnusableFileException.in(file, "it breaks off within a block");
        }
        return blocks;
    }

    /** Whether it needs a pass phrase, old form or new. */
    boolean isEncrypted() {
        return label.equals("ENCRYPTED PRIVATE KEY") || text.contains("ENCRYPTED");
    }

    /**
     * What it holds.
     *
     * @throws UnusableFileException if it isn't Base64
     */
    byte[] der(Path file) {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw UnusableFileException.in(file, "a block of it is not Base64");
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1)
                    .lines()
                    .map(String::strip)
                    .toList();
        } catch (IOException e) {
            throw UnusableFileException.in(file, UnusableFileException.of(e).reason());
        }
    }

    private static String label(String line) {
        return line.substring(BEGIN.length(), Math.max(BEGIN.length(), line.length() - DASHES.length()));
    }
}
