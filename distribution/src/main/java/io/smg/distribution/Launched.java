package io.smg.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that this one has started, and that ends with it. */
public final class Launched implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Launched::endChildren));
    }

    private final Process process;
    private final Output out;
    private final Output err;

    private Launched(Process process) {
        this.process = process;
        this.out = Output.of(process.getInputStream());
        this.err = Output.of(process.getErrorStream());
    }

    /** Starts a command in a directory, with variables added to this process's environment. */
    public static Launched start(List<String> command, Map<String, String> environment, Path directory) {
        // A build in the background ignores SIGINT and one under nohup SIGHUP, and both would pass that on.
        List<String> whole = new ArrayList<>(List.of("env", "--default-signal=HUP,INT"));
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole).directory(directory.toFile());
        builder.environment().putAll(environment);
        try {
            return new Launched(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a command where this process stands. */
    static Launched start(List<String> command) {
        return start(command, Map.of(), Path.of("").toAbsolutePath());
    }

    /** What the process writes to its standard output. */
    public Output out() {
        return out;
    }

    /** What the process writes to its standard error. */
    public Output err() {
        return err;
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Waits for a line of the standard output, and fails with all that the process has said if there is none. */
    public Matcher awaitLine(Pattern pattern) throws InterruptedException {
        return awaitLines(pattern, 1).getFirst();
    }

    /** Waits for as many lines of the standard output as are wanted. */
    List<Matcher> awaitLines(Pattern pattern, int count) throws InterruptedException {
        List<Matcher> found = out.awaitMatches(pattern, count, PATIENCE);
        if (found.size() < count) {
            throw new IllegalStateException("no line like \"" + pattern + "\" in:\n" + transcript());
        }
        return found;
    }

    /** Waits for the process to end, and answers with its exit status. */
    public int awaitExit(Duration deadline) throws InterruptedException {
        if (!process.waitFor(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("still running after " + deadline + ":\n" + transcript());
        }
        return process.exitValue();
    }

    /** Asks the process to end, as an operator does: SIGTERM. */
    public void terminate() {
        // Process.destroy() would close its outputs too, and with them what it says while it ends.
        process.toHandle().destroy();
    }

    /** Everything that the process has written so far. */
    String transcript() {
        return String.join("\n", out.lines()) + "\n" + String.join("\n", err.lines());
    }

    /** Ends the process: with SIGTERM, and by force if it is still there after some seconds. */
    @Override
    public void close() {
        end(process.toHandle());
    }

    private static void endChildren() {
        ProcessHandle.current().children().forEach(ProcessHandle::destroy);
        ProcessHandle.current().children().forEach(Launched::end);
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().orTimeout(5, TimeUnit.SECONDS).join();
        } catch (CompletionException _) {
            process.destroyForcibly();
        }
    }
}
