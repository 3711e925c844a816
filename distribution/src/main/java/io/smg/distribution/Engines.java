package io.smg.distribution;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Simulated engines, all in one process of smg-sim. */
public final class Engines implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("^engine (\\S+) ready$");

    private final Launched process;
    private final List<URI> urls;

    private Engines(Launched process, List<URI> urls) {
        this.process = process;
        this.urls = urls;
    }

    /**
     * Starts engines on free ports and waits until they answer.
     *
     * @param simulator where smg-sim's modules are
     * @param count how many
     * @param options further options of {@code smg-sim engine}
     */
    public static Engines start(Path simulator, int count, String... options) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--port", "0", "--count", String.valueOf(count)));
        arguments.addAll(List.of(options));
        return start(simulator, count, arguments);
    }

    /** Starts one engine that is given its port among the options, and waits until it answers. */
    public static Engines restart(Path simulator, String... options) throws InterruptedException {
        return start(simulator, 1, List.of(options));
    }

    private static Engines start(Path simulator, int count, List<String> options) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("engine"));
        arguments.addAll(options);
        Launched process = simulator(simulator, arguments);
        try {
            List<URI> urls = process.awaitLines(READY, count).stream()
                    .map(line -> URI.create(line.group(1)))
                    .toList();
            return new Engines(process, urls);
        } catch (IllegalStateException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    /** Runs smg-sim on this process's own JDK, for too short a time for C2. */
    static Launched simulator(Path modules, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--module-path",
                modules.toString(),
                "--module",
                "io.smg.sim/io.smg.sim.Main"));
        command.addAll(arguments);
        return Launched.start(command);
    }

    /** The id of the engines' process. */
    public long pid() {
        return process.pid();
    }

    /** Where the engines listen. */
    public List<URI> urls() {
        return urls;
    }

    @Override
    public void close() {
        process.close();
    }
}
