package io.smg.distribution;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A running gateway, and the process that it is. */
public final class Gateway implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("listening on (?:http://)?(\\S+:\\d+)");
    private static final Pattern METRICS = Pattern.compile("metrics at (\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Launched process;
    private final URI url;

    private Gateway(Launched process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Starts {@code bin/smg} on a free port in front of engines, and waits until all of them are ready. */
    public static Gateway start(Image image, List<URI> workers, String... options) throws InterruptedException {
        return start(image, 0, workers, options);
    }

    /** Starts {@code bin/smg} in front of engines, and waits until all of them are ready. */
    static Gateway start(Image image, int port, List<URI> workers, String... options) throws InterruptedException {
        return awaitReady(image.run(Map.of(), arguments(port, workers, options)));
    }

    /** The command line of a gateway in front of engines. */
    public static List<String> arguments(int port, List<URI> workers, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("--port", String.valueOf(port), "--prometheus-port", "0", "--worker-urls"));
        workers.forEach(worker -> arguments.add(worker.toString()));
        arguments.addAll(List.of(options));
        return arguments;
    }

    /** Waits until a started gateway listens and all its workers are ready; ends it if that does not come about. */
    public static Gateway awaitReady(Launched process) throws InterruptedException {
        try {
            Gateway gateway = new Gateway(process, awaitListening(process));
            gateway.awaitReady();
            return gateway;
        } catch (IllegalStateException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    /** Waits until a started gateway says where it listens. */
    public static URI awaitListening(Launched process) throws InterruptedException {
        return URI.create("http://" + process.awaitLine(LISTENING).group(1));
    }

    private void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Client client = new Client(url)) {
            while (!client.findsAllReady()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("not ready after " + PATIENCE + ":\n" + process.transcript());
                }
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        }
    }

    /** Where clients reach it. */
    public URI url() {
        return url;
    }

    /** Where its metrics are scraped. */
    public URI metrics() throws InterruptedException {
        return URI.create(process.awaitLine(METRICS).group(1).replace("0.0.0.0", "127.0.0.1"));
    }

    /** The process. */
    public Launched process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
