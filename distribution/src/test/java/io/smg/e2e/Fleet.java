package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Engines;
import io.smg.distribution.Gateway;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Four engines behind a gateway, with the means to do them harm, and to see what came of it. */
final class Fleet implements AutoCloseable {

    static final int SIZE = 4;

    /** Engines fast enough not to be what is waited for. */
    private static final String[] QUICK = {"--model", Deployment.MODEL, "--prefill-start", "5ms", "--token-ms", "2"};

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Engines> processes = new ArrayList<>();
    private final List<URI> engines = new ArrayList<>();
    private final Set<Integer> dead = new HashSet<>();
    private final Gateway gateway;

    private Fleet(List<Engines> processes, List<URI> others, String... options) throws InterruptedException {
        this.processes.addAll(processes);
        processes.forEach(process -> engines.addAll(process.urls()));
        List<URI> workers = new ArrayList<>(engines);
        workers.addAll(others);
        String[] usual = {"--health-check-interval", "500ms"};
        this.gateway = Gateway.start(
                Built.IMAGE,
                workers,
                Stream.of(usual, options).flatMap(Stream::of).toArray(String[]::new));
        awaitReady(workers.size());
    }

    /** All engines in one process, which sees if a request runs twice. */
    static Fleet together(String... options) throws InterruptedException {
        return new Fleet(List.of(Engines.start(Built.SIMULATOR, SIZE, QUICK)), List.of(), options);
    }

    /** Each engine in a process of its own, which can be stopped and killed. */
    static Fleet apart(String... options) throws InterruptedException {
        List<Engines> processes = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            processes.add(Engines.start(Built.SIMULATOR, 1, QUICK));
        }
        return new Fleet(processes, List.of(), options);
    }

    /** A single engine, whose own count of what runs at once is that of the whole fleet. */
    static Fleet alone(String... options) throws InterruptedException {
        return new Fleet(List.of(Engines.start(Built.SIMULATOR, 1, QUICK)), List.of(), options);
    }

    /** A single worker that is no engine. */
    static Fleet of(URI worker, String... options) throws InterruptedException {
        return new Fleet(List.of(), List.of(worker), options);
    }

    URI url() {
        return gateway.url();
    }

    Gateway gateway() {
        return gateway;
    }

    /** Where an engine is. */
    URI engine(int number) {
        return engines.get(number);
    }

    /** Tells an engine what to do wrong with every request; nothing, if the text is empty. */
    void harm(int number, String fault) throws InterruptedException {
        send(engines.get(number).resolve("/sim/fault"), "POST", fault.isEmpty() ? "off" : fault);
    }

    /** Tells all engines what to do wrong. */
    void harmAll(String fault) throws InterruptedException {
        for (int i = 0; i < engines.size(); i++) {
            harm(i, fault);
        }
    }

    /** Tells an engine what to do wrong with probes. */
    void sicken(int number, String fault) throws InterruptedException {
        send(engines.get(number).resolve("/sim/health"), "POST", fault.isEmpty() ? "off" : fault);
    }

    /** Ends an engine's process with force. */
    void kill(int number) throws InterruptedException {
        signal(number, "KILL");
        dead.add(number);
    }

    /** Sends a signal to an engine's process. */
    void signal(int number, String name) throws InterruptedException {
        Commands.run(
                Built.ROOT,
                "kill",
                "-" + name,
                String.valueOf(processes.get(number).pid()));
    }

    /** Starts an engine again that was killed, on its old port. */
    void restart(int number) throws InterruptedException {
        String[] options = Stream.concat(
                        Stream.of("--port", String.valueOf(engines.get(number).getPort())), Stream.of(QUICK))
                .toArray(String[]::new);
        processes.set(number, Engines.restart(Built.SIMULATOR, options));
        dead.remove(number);
    }

    /** A figure of an engine's own statistics. */
    long stat(int number, String name) throws InterruptedException {
        return numbers(send(engines.get(number).resolve("/sim/stats"), "GET", ""), name)
                .getFirst();
    }

    /** A figure of the statistics of all engines that live, added up. */
    long sum(String name) throws InterruptedException {
        long sum = 0;
        for (int i = 0; i < engines.size(); i++) {
            sum += dead.contains(i) ? 0 : stat(i, name);
        }
        return sum;
    }

    /** What is left once nothing is under way any more. */
    Aftermath aftermath() throws InterruptedException {
        awaitQuiet();
        return new Aftermath(duplicates(), OptionalLong.of(inFlight()), OptionalLong.of(permits()));
    }

    /** What is left when the gateway has gone. */
    Aftermath aftermathAtEngines() throws InterruptedException {
        return new Aftermath(duplicates(), OptionalLong.empty(), OptionalLong.empty());
    }

    private OptionalLong duplicates() throws InterruptedException {
        return engines.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum("duplicates"));
    }

    /** Takes a worker away, as an operator does. */
    void remove(URI engine) throws InterruptedException {
        String workers = send(url().resolve("/workers"), "GET", "");
        String id = Pattern.compile(
                        "\"id\":\"([^\"]+)\",\"worker_id\":\"[^\"]+\",\"url\":\"" + Pattern.quote(engine.toString()))
                .matcher(workers)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(engine + " is not in " + workers));
        send(url().resolve("/workers/" + id), "DELETE", "");
    }

    /** Adds a worker, as an operator does. */
    void add(URI engine) throws InterruptedException {
        send(url().resolve("/workers"), "POST", "{\"url\": \"" + engine + "\"}");
    }

    private long permits() throws InterruptedException {
        return Aftermath.permitsIn(send(gateway.metrics(), "GET", ""));
    }

    /** How many requests the gateway believes to be under way at its workers. */
    private long inFlight() throws InterruptedException {
        return numbers(send(url().resolve("/workers"), "GET", ""), "load").stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Waits until so many workers are ready; answers how long that took. */
    Duration awaitReady(int count) throws InterruptedException {
        return await(() -> ready() == count, count + " ready workers");
    }

    /** Waits until the gateway says that it is about to stop. */
    void awaitDraining() throws InterruptedException {
        await(() -> readiness().contains("draining"), "it says that it drains");
    }

    /** Waits until nobody can connect to the gateway any more. */
    void awaitNoListener() throws InterruptedException {
        await(() -> !isListening(), "a listener that is closed");
    }

    private boolean isListening() {
        try (Socket _ = new Socket(url().getHost(), url().getPort())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits until so many requests are being worked on at the engines. */
    void awaitRunning(int count) throws InterruptedException {
        await(() -> sum("running") == count, count + " running requests");
    }

    /** Waits until nothing is under way any more. */
    void awaitQuiet() throws InterruptedException {
        await(() -> inFlight() == 0 && permits() == 0, "nothing under way, and all permits back");
    }

    /** Waits until no engine works on anything any more. */
    void awaitIdleEngines() throws InterruptedException {
        awaitRunning(0);
    }

    /** Waits until an engine has got a request since its statistics were reset. */
    Duration awaitRequestAt(int number) throws InterruptedException {
        return await(() -> stat(number, "received") > 0, "a request at engine " + number);
    }

    private long ready() throws InterruptedException {
        return numbers(readiness(), "healthy_workers").getFirst();
    }

    private String readiness() throws InterruptedException {
        return send(url().resolve("/readiness"), "GET", "");
    }

    /** What a fleet can be waited for. */
    @FunctionalInterface
    private interface Condition {

        boolean holds() throws InterruptedException;
    }

    private static Duration await(Condition condition, String what) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.holds()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(PATIENCE);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** The body of the answer to a request. */
    String send(URI url, String method, String body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .method(method, BodyPublishers.ofString(body))
                .timeout(PATIENCE)
                .build();
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new AssertionError(method + " " + url + ": " + e, e);
        }
    }

    private static List<Long> numbers(String json, String name) {
        List<Long> numbers = Pattern.compile("\"" + name + "\":(\\d+)")
                .matcher(json)
                .results()
                .map(match -> Long.valueOf(match.group(1)))
                .toList();
        assertThat(numbers).as("%s in %s", name, json).isNotEmpty();
        return numbers;
    }

    @Override
    public void close() {
        http.shutdownNow();
        gateway.close();
        processes.forEach(Engines::close);
    }
}
