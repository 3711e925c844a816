package io.smg.distribution;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines that a process has written to one of its outputs so far. This class is thread-safe. */
public final class Output {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    /** Collects a stream's lines until it ends. */
    static Output of(InputStream stream) {
        Output output = new Output();
        Thread.ofPlatform().daemon().name("output").start(() -> output.readAll(stream));
        return output;
    }

    private void readAll(InputStream stream) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("(unreadable: " + e.getMessage() + ")");
        } finally {
            end();
        }
    }

    private void add(String line) {
        lock.lock();
        try {
            lines.add(line);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The lines written so far. */
    public List<String> lines() {
        lock.lock();
        try {
            return List.copyOf(lines);
        } finally {
            lock.unlock();
        }
    }

    /** All lines, once the process has closed this output. */
    public List<String> allLines() throws InterruptedException {
        lock.lock();
        try {
            while (!ended) {
                changed.await();
            }
            return List.copyOf(lines);
        } finally {
            lock.unlock();
        }
    }

    /** The first match in any line, or empty if the output ends or the deadline passes without one. */
    Optional<Matcher> awaitMatch(Pattern pattern, Duration deadline) throws InterruptedException {
        return awaitMatches(pattern, 1, deadline).stream().findFirst();
    }

    /** The first matches, one for each line that has any; fewer if the output ends or the deadline passes. */
    List<Matcher> awaitMatches(Pattern pattern, int count, Duration deadline) throws InterruptedException {
        long nanos = deadline.toNanos();
        lock.lock();
        try {
            List<Matcher> found = matches(pattern);
            while (found.size() < count && !ended && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
                found = matches(pattern);
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    private List<Matcher> matches(Pattern pattern) {
        return lines.stream().map(pattern::matcher).filter(Matcher::find).toList();
    }
}
