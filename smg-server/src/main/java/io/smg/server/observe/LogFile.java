package io.smg.server.observe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file that lines are appended to; once it has been moved away, a new one is begun in its place. */
final class LogFile implements LineSink {

    private final Path path;
    private OutputStream out;
    private @Nullable Object key;

    LogFile(Path path) throws IOException {
        this.path = path;
        this.out = open();
        this.key = key();
    }

    @Override
    public void write(ByteArrayOutputStream lines) throws IOException {
        if (!Objects.equals(key, key())) {
            out.close();
            out = open();
            key = key();
        }
        lines.writeTo(out);
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OutputStream open() throws IOException {
        return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** What tells files apart that had one name; nothing while there is none. */
    private @Nullable Object key() throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
