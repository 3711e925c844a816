package io.smg.server.credentials;

import io.smg.server.config.UnusableFileException;
import io.smg.server.observe.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What is made of some files, and made anew when their contents change. Files that are no use leave what there is as it
 * is. Thread-safe.
 *
 * @param <T> what is made; immutable
 */
public final class Watched<T> implements Supplier<T> {

    private static final System.Logger LOG = System.getLogger(Watched.class.getName());

    private final String what;
    private final List<Path> files;
    private final Supplier<T> reading;
    private final ReentrantLock lock = new ReentrantLock();
    private byte[] seen;
    private volatile T current;

    /**
     * Reads the files for the first time.
     *
     * @param what what is made of them, for people
     * @param files the files, in an order that does not change
     * @param reading reads them
     * @throws UnusableFileException if they are no use
     */
    public Watched(String what, List<Path> files, Supplier<T> reading) {
        this.what = what;
        this.files = List.copyOf(files);
        this.reading = reading;
        // The contents are noted first: what changes in between is then read once more, and not missed.
        this.seen = contents();
        this.current = reading.get();
    }

    /** What the files have last been good for. */
    @Override
    public T get() {
        return current;
    }

    /** Reads the files again if they have changed; to be called every few seconds. */
    public void check() {
        lock.lock();
        try {
            byte[] now = contents();
            if (!Arrays.equals(now, seen)) {
                seen = now;
                current = reading.get();
                LOG.log(System.Logger.Level.INFO, "{0}: read anew", what, Event.CREDENTIALS_RENEWED);
            }
        } catch (UnusableFileException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: the old one stays in use, since {1}",
                    what,
                    e.reason(),
                    Event.CREDENTIALS_KEPT);
        } finally {
            lock.unlock();
        }
    }

    /** A digest of all contents; of a file that can't be read, of nothing. */
    private byte[] contents() {
        MessageDigest digest = sha256();
        for (Path file : files) {
            byte[] bytes = read(file);
            digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return digest.digest();
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
