package io.smg.e2e;

import io.smg.distribution.Engines;
import io.smg.distribution.Launched;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A real Kubernetes API server and its etcd, without anything that would act on what is written there: a pod is an
 * object, and the test says what becomes of it. One simulated engine does the work of all pods.
 */
final class ControlPlane implements AutoCloseable {

    private static final String ADMIN = "admin-token";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern DUPLICATES = Pattern.compile("\"duplicates\":(\\d+)");

    private final Path binary;
    private final Path directory;
    private final int etcdPort = freePort();
    private final int port = freePort();
    private final Launched etcd;
    private final Engines engine;
    private final KubeApi api;
    private final List<Replica> extra = new ArrayList<>();
    private Launched apiServer;

    private ControlPlane(Path binary, Path directory) throws InterruptedException, IOException {
        this.binary = binary;
        this.directory = directory;
        Commands.run(
                directory,
                "openssl",
                "genpkey",
                "-algorithm",
                "EC",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-out",
                "sa.key");
        Commands.run(directory, "openssl", "pkey", "-in", "sa.key", "-pubout", "-out", "sa.pub");
        Files.writeString(directory.resolve("tokens.csv"), ADMIN + ",admin,admin,system:masters\n");
        this.engine = Engines.start(
                Built.SIMULATOR,
                1,
                "--host",
                Ipv6.isThere() ? "::" : "0.0.0.0",
                "--model",
                Deployment.MODEL,
                "--prefill-start",
                "5ms",
                "--token-ms",
                "2");
        this.etcd = startEtcd();
        this.apiServer = startApiServer(port);
        this.api = new KubeApi(url(port), ADMIN, certificate());
        api.awaitReady(PATIENCE);
    }

    /** Starts both in a directory of their own, and waits until they are ready. */
    static ControlPlane start(Path directory) throws InterruptedException, IOException {
        return new ControlPlane(ApiServerBinary.path(), directory);
    }

    /** Where its files are, and those of a test that uses it. */
    Path directory() {
        return directory;
    }

    /** The API server, seen with all rights. */
    KubeApi api() {
        return api;
    }

    /** A second API server over the same state, which is there while the first one is not. */
    KubeApi second() throws InterruptedException {
        Replica replica = replica();
        extra.add(replica);
        return new KubeApi(url(replica.port()), ADMIN, certificate());
    }

    /** A further API server over the same state, which is ready. */
    Replica replica() throws InterruptedException {
        int other = freePort();
        Replica replica = new Replica(other, startApiServer(other));
        new KubeApi(url(other), ADMIN, certificate()).awaitReady(PATIENCE);
        return replica;
    }

    /**
     * A further API server.
     *
     * @param port where it listens
     * @param process what it is
     */
    record Replica(int port, Launched process) implements AutoCloseable {

        /** Sends it a signal. */
        void signal(String name) throws InterruptedException {
            Commands.run(Built.ROOT, "kill", "-" + name, String.valueOf(process.pid()));
        }

        @Override
        public void close() {
            process.close();
        }
    }

    /** Ends the API server at once, without a word to its clients. */
    void kill() throws InterruptedException {
        signal("KILL");
        apiServer.awaitExit(PATIENCE);
    }

    /** Starts it again where it was. */
    void restart() throws InterruptedException {
        apiServer = startApiServer(port);
        api.awaitReady(PATIENCE);
    }

    /** Sends the API server a signal. */
    void signal(String name) throws InterruptedException {
        Commands.run(directory, "kill", "-" + name, String.valueOf(apiServer.pid()));
    }

    /** Makes etcd forget all versions but the last one. */
    void compact() throws InterruptedException {
        Etcd.compact(etcdPort);
    }

    /** Writes a kubeconfig. */
    Path kubeconfig(Path file, String namespace, String token) {
        return kubeconfig(file, port, namespace, token);
    }

    /** Writes a kubeconfig whose API server is reached at another port. */
    Path kubeconfig(Path file, int at, String namespace, String token) {
        try {
            String certificate = Base64.getEncoder().encodeToString(Files.readAllBytes(certificate()));
            // In one step, as whoever replaces a file in use does it.
            Path draft = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), """
                    apiVersion: v1
                    kind: Config
                    current-context: test
                    contexts: [{name: test, context: {cluster: test, user: test, namespace: %s}}]
                    clusters: [{name: test, cluster: {server: "%s", certificate-authority-data: %s}}]
                    users: [{name: test, user: {token: "%s"}}]
                    """.formatted(
                            namespace, url(at), certificate, token));
            return Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The certificate that the API server has made for itself. */
    Path certificate() {
        return directory.resolve("certs/apiserver.crt");
    }

    int port() {
        return port;
    }

    /** The port of the engine that answers at all loopback addresses, and so in all pods. */
    int enginePort() {
        return engine.urls().getFirst().getPort();
    }

    /** How often a request came to the engine while it was being worked on there already. */
    long duplicates() throws InterruptedException {
        URI stats = URI.create("http://127.0.0.1:" + enginePort() + "/sim/stats");
        try (HttpClient http = HttpClient.newHttpClient()) {
            String text = http.send(HttpRequest.newBuilder(stats).build(), BodyHandlers.ofString())
                    .body();
            return DUPLICATES
                    .matcher(text)
                    .results()
                    .map(match -> Long.valueOf(match.group(1)))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String url(int port) {
        return "https://127.0.0.1:" + port;
    }

    private Launched startEtcd() {
        String client = "http://127.0.0.1:" + etcdPort;
        String peer = "http://127.0.0.1:" + freePort();
        return run(
                "etcd",
                "--data-dir=etcd",
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer,
                "--unsafe-no-fsync",
                "--log-level=error");
    }

    private Launched startApiServer(int at) {
        return run(
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--secure-port=" + at,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--endpoint-reconciler-type=none",
                "--cert-dir=certs",
                "--authorization-mode=RBAC",
                "--token-auth-file=tokens.csv",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=sa.pub",
                "--service-account-signing-key-file=sa.key",
                "--service-cluster-ip-range=10.99.0.0/24",
                "--disable-admission-plugins=ServiceAccount",
                "--v=0");
    }

    private Launched run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(List.of(arguments));
        return Launched.start(command, Map.of(), directory);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        extra.forEach(Replica::close);
        apiServer.close();
        etcd.close();
        engine.close();
    }
}
