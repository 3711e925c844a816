package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Gateway;
import io.smg.distribution.Launched;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A namespace of its own, whose pods a gateway follows with the least rights, as docs/kubernetes grants them. Pods
 * have loopback addresses.
 */
final class PodFleet implements AutoCloseable {

    /** How long to wait for the workers to be what the pods are: 2 s on a machine that has nothing else to do. */
    static final Duration SOON = Duration.ofSeconds(10);

    /** So that gateways which start side by side don't keep each other from it. */
    private static final Semaphore STARTING = new Semaphore(2);

    private static final Map<String, String> LABELS = Map.of("app", "engine");
    private static final Pattern WORKER = Pattern.compile("\"url\":\"([^\"]+)\"[^}]*?\"status\":\"(\\w+)\"");

    private static final Pattern LOAD = Pattern.compile("\"load\":(\\d+)");
    private static final Pattern METRICS = Pattern.compile("metrics at (\\S+)");

    private final List<Duration> settled = new ArrayList<>();
    private final ControlPlane plane;
    private final String namespace;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Launched process;
    private final URI gateway;
    private KubeApi api;

    /** What happens to a cluster. */
    @FunctionalInterface
    interface Event {

        void happen() throws Exception;
    }

    private PodFleet(
            ControlPlane plane, String namespace, Function<List<String>, Launched> launch, List<String> options)
            throws InterruptedException {
        this.plane = plane;
        this.namespace = namespace;
        this.api = plane.api();
        STARTING.acquire();
        try {
            this.process = launch.apply(arguments(options));
            this.gateway = Gateway.awaitListening(process);
        } finally {
            STARTING.release();
        }
    }

    /** Makes the namespace and a service account that may see pods, and starts a gateway that looks for app=engine. */
    static PodFleet start(ControlPlane plane, String namespace, String... options) throws InterruptedException {
        prepare(plane, namespace);
        grant(plane, namespace, "rbac.yaml");
        return startOn(plane, namespace, options);
    }

    /** Makes the namespace and a service account without rights. */
    static void prepare(ControlPlane plane, String namespace) throws InterruptedException {
        plane.api().createNamespace(namespace);
        plane.api().createServiceAccount(namespace, "smg");
    }

    /** Applies a file of docs/kubernetes to a namespace. */
    static void grant(ControlPlane plane, String namespace, String file) throws InterruptedException {
        for (Manifest manifest : Manifest.read(file, namespace)) {
            plane.api().apply(manifest.path(namespace), manifest.yaml());
        }
    }

    /** Starts a gateway in a namespace that is prepared. */
    static PodFleet startOn(ControlPlane plane, String namespace, String... options) throws InterruptedException {
        Path file = plane.kubeconfig(
                plane.directory().resolve(namespace + ".kubeconfig"),
                namespace,
                plane.api().token(namespace, "smg"));
        return startWith(plane, file, namespace, options);
    }

    /** Starts a gateway with a kubeconfig that is there already. */
    static PodFleet startWith(ControlPlane plane, Path kubeconfig, String namespace, String... options)
            throws InterruptedException {
        Map<String, String> environment = Map.of("KUBECONFIG", kubeconfig.toString());
        return new PodFleet(
                plane, namespace, arguments -> Built.KUBERNETES_IMAGE.run(environment, arguments), List.of(options));
    }

    /** Starts a gateway that finds itself in a pod of a namespace that is prepared. */
    static PodFleet startIn(ControlPlane plane, ServiceAccountMount mount, String namespace, String... options)
            throws InterruptedException {
        return new PodFleet(plane, namespace, arguments -> mount.launch(plane.port(), arguments), List.of(options));
    }

    private List<String> arguments(List<String> options) {
        List<String> arguments = new ArrayList<>(List.of(
                "--port",
                "0",
                "--prometheus-port",
                "0",
                "--service-discovery",
                "--service-discovery-port",
                String.valueOf(port()),
                "--drain-settle-secs",
                "0"));
        if (!options.contains("--selector")) {
            arguments.addAll(List.of("--selector", "app=engine"));
        }
        arguments.addAll(options);
        return arguments;
    }

    /** The API server by which the test acts. */
    void actThrough(KubeApi other) {
        api = other;
    }

    /** The port of all engines. */
    int port() {
        return plane.enginePort();
    }

    URI url() {
        return gateway;
    }

    Launched process() {
        return process;
    }

    /** Creates a pod and reports it ready at an address. */
    void add(String name, String ip) throws InterruptedException {
        add(namespace, name, LABELS, ip);
    }

    void add(String space, String name, Map<String, String> labels, String ip) throws InterruptedException {
        api.createPod(space, name, labels, Map.of());
        api.report(space, name, ip, true);
    }

    void report(String name, String ip, boolean ready) throws InterruptedException {
        api.report(namespace, name, ip, ready);
    }

    void annotate(String name, String key, String value) throws InterruptedException {
        api.describe(namespace, name, "{\"annotations\": {\"" + key + "\": \"" + value + "\"}}");
    }

    void label(String name, String key, String value) throws InterruptedException {
        api.describe(namespace, name, "{\"labels\": {\"" + key + "\": \"" + value + "\"}}");
    }

    /** Deletes a pod, which stays if it has time to end. */
    void delete(String name, int graceSeconds) throws InterruptedException {
        api.deletePod(namespace, name, graceSeconds);
    }

    /** Waits until exactly these addresses are workers that are ready; answers how long that took. */
    Duration awaitWorkers(Duration deadline, String... ips) throws InterruptedException {
        return awaitWorkers(deadline, Stream.of(ips).collect(Collectors.toSet()));
    }

    Duration awaitWorkers(Duration deadline, Set<String> ips) throws InterruptedException {
        Set<String> urls = ips.stream().map(this::workerUrl).collect(Collectors.toSet());
        long start = System.nanoTime();
        String seen = workers();
        while (!areReady(seen, urls)) {
            Duration passed = Duration.ofNanos(System.nanoTime() - start);
            assertThat(passed)
                    .as("%s in %s, log %s", urls, seen, process.out().lines())
                    .isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            seen = workers();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private String workerUrl(String ip) {
        return ip.startsWith("http") ? ip : "http://" + (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + port();
    }

    /** Whether these are all workers that there are, without those that only finish what they have. */
    private static boolean areReady(String workers, Set<String> urls) {
        Map<String, String> states = WORKER.matcher(workers)
                .results()
                .filter(match -> !match.group(2).equals("draining"))
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
        return states.keySet().equals(urls) && states.values().stream().allMatch("ready"::equals);
    }

    /** Waits until a change has led to these workers, and notes how long that took. */
    void settle(String... ips) throws InterruptedException {
        settle(SOON, ips);
    }

    void settle(Duration deadline, String... ips) throws InterruptedException {
        settled.add(awaitWorkers(deadline, ips));
    }

    /**
     * Does something to the cluster while clients ask fifty times a second, none of whom may notice, and reports what
     * they saw.
     */
    void unnoticed(String scenario, Event event) throws Exception {
        try (Clients clients = Clients.start(gateway, 8, 50, Clients.QUESTION)) {
            event.happen();
            clients.awaitDone(50);
            Tally tally = clients.stop();
            FaultReport.row(scenario, tally, aftermath(), seenAfter());
            assertThat(tally.failed()).as("%s", tally.outcomes()).isZero();
        }
    }

    private String seenAfter() {
        return settled.isEmpty()
                ? ""
                : "seen " + settled.stream().map(FaultReport::millis).collect(Collectors.joining(", ")) + " later";
    }

    /** Waits for nothing to be under way any more, and says how much still is after a while. */
    private Aftermath aftermath() throws InterruptedException {
        long end = System.nanoTime() + SOON.toNanos();
        Aftermath left = countLeft();
        while (!left.isNothing() && System.nanoTime() < end) {
            left = countLeft();
        }
        return left;
    }

    private Aftermath countLeft() throws InterruptedException {
        return new Aftermath(
                OptionalLong.of(plane.duplicates()),
                OptionalLong.of(load()),
                OptionalLong.of(Aftermath.permitsIn(metrics())));
    }

    private long load() throws InterruptedException {
        return LOAD.matcher(workers())
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .sum();
    }

    /** Its metrics. */
    String metrics() throws InterruptedException {
        URI url = URI.create(process.awaitLine(METRICS).group(1).replace("0.0.0.0", "127.0.0.1"));
        return get(url);
    }

    /** All that the gateway says of its workers. */
    String workers() throws InterruptedException {
        return get("/workers");
    }

    String get(String path) throws InterruptedException {
        return get(gateway.resolve(path));
    }

    private String get(URI url) throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The lines of the log that have a text in them. */
    List<String> logged(String text) {
        return process.out().lines().stream()
                .filter(line -> line.contains(text))
                .toList();
    }

    /** Waits until the log has a line with that text. */
    void awaitLogged(String text) throws InterruptedException {
        process.awaitLine(Pattern.compile(Pattern.quote(text)));
    }

    void awaitLogged(Duration deadline, String text) {
        long end = System.nanoTime() + deadline.toNanos();
        while (logged(text).isEmpty()) {
            assertThat(System.nanoTime())
                    .as("%s in %s", text, process.out().lines())
                    .isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        process.close();
    }
}
