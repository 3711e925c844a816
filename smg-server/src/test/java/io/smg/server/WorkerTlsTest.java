package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.Pki;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.ScriptedWorker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are reached over TLS, and whether they are who they should be. */
@Timeout(60)
class WorkerTlsTest {

    private static final List<String> EC = List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");

    private final Path directory;
    private final Pki authority;
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
    private final List<AskingListener> listeners = new ArrayList<>();
    private final List<ScriptedWorker> workers = new ArrayList<>();

    WorkerTlsTest(@TempDir Path directory) {
        this.directory = directory;
        this.authority = Pki.in(directory, "ca");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void areReachedIfAnAuthorityVouchesForThem() throws IOException {
        URI worker = worker(authority.issue("worker"));

        RawAnswer answer = front(
                        worker, "--ca-cert-path", authority.certificate().toString())
                .ask(Front.chat());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bodyText()).isEqualTo("ok");
    }

    @Test
    void areNotReachedIfNobodyVouchesForThem() throws IOException {
        URI worker = worker(authority.issue("worker"));

        RawAnswer answer = front(worker).ask(Front.chat());

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.field("X-SMG-Error-Code")).hasValue("upstream_unreachable");
    }

    @Test
    void areNotReachedUnderAnotherName() throws IOException {
        assertNotReached(authority.issue("worker", "DNS:elsewhere", EC));
    }

    @Test
    void areNotReachedWithACertificateOutOfItsTime() throws IOException {
        assertNotReached(authority.issueExpired("worker"));
    }

    @Test
    void areNotReachedWithACertificateForClients() throws IOException {
        assertNotReached(authority.issue("worker", "IP:127.0.0.1\nextendedKeyUsage=clientAuth", EC));
    }

    private void assertNotReached(Pki.Pair pair) throws IOException {
        URI worker = worker(pair);

        assertThat(front(worker, "--ca-cert-path", authority.certificate().toString())
                        .ask(Front.chat())
                        .status())
                .isEqualTo(502);
        assertThat(workers.getFirst().requests()).isEmpty();
    }

    @Test
    void mayBeVouchedForByOneOfSeveralFiles() throws IOException {
        Pki other = Pki.in(directory, "other");
        URI worker = worker(authority.issue("worker"));

        Front front = front(
                worker,
                "--ca-cert-path",
                other.certificate().toString(),
                authority.certificate().toString());

        assertThat(front.ask(Front.chat()).status()).isEqualTo(200);
    }

    @Test
    void areReachedOnceAnAuthorityThatVouchesForThemIsInTheFile() throws IOException {
        Path authorities = directory.resolve("authorities.pem");
        Files.copy(Pki.in(directory, "other").certificate(), authorities);
        URI worker = worker(authority.issue("worker"));
        Front front = front(worker, "--disable-circuit-breaker", "--ca-cert-path", authorities.toString());
        assertThat(front.ask(Front.chat()).status()).isEqualTo(502);

        Files.copy(authority.certificate(), authorities, StandardCopyOption.REPLACE_EXISTING);
        front.gateway().readAgain();

        assertThat(front.ask(Front.chat()).status()).isEqualTo(200);
    }

    @Test
    void seeTheGatewaysCertificateWithRequestsProbesAndFanOuts() throws IOException {
        URI worker = worker(authority.issue("worker"));
        Pki.Pair own = authority.issue("gateway");
        Serving gateway = Serving.probing(
                List.of(worker),
                "--ca-cert-path",
                authority.certificate().toString(),
                "--client-cert-path",
                own.certificate().toString(),
                "--client-key-path",
                own.key().toString());
        open.add(gateway);

        gateway.await(
                "the probes are good",
                () -> gateway.ask(Serving.get("/readiness")).status() == 200);
        assertThat(gateway.ask(Serving.chat()).status()).isEqualTo(200);
        assertThat(gateway.ask(Serving.request("POST", "/flush_cache", "")).status())
                .isEqualTo(200);

        assertThat(listeners.getFirst().subjects()).isNotEmpty().allMatch("CN=gateway"::equals);
    }

    @Test
    void seeANewCertificateOnNewConnections() throws IOException, InterruptedException {
        URI worker = worker(authority.issue("worker"));
        Path certificate = directory.resolve("live.pem");
        Path key = directory.resolve("live.key");
        install(authority.issue("first"), certificate, key);
        Front front = front(
                worker,
                "--ca-cert-path",
                authority.certificate().toString(),
                "--client-cert-path",
                certificate.toString(),
                "--client-key-path",
                key.toString());
        front.ask(Front.chat());
        assertThat(listeners.getFirst().subjects().poll(10, TimeUnit.SECONDS)).isEqualTo("CN=first");

        install(authority.issue("second"), certificate, key);
        front.gateway().readAgain();
        workers.getFirst().peers().getFirst().close();

        assertThat(front.ask(Front.chat()).status()).isEqualTo(200);
        assertThat(nextOtherThan("CN=first")).isEqualTo("CN=second");
    }

    @Test
    void mayNotStopReadingForEver() throws IOException {
        AskingListener listener = new AskingListener(authority.speakingAs(authority.issue("worker")));
        open.add(listener);
        Thread.ofVirtual().start(() -> shakeHandsAndReadNothing(listener));
        Front front = front(
                URI.create("https://127.0.0.1:" + listener.getLocalPort()),
                "--ca-cert-path",
                authority.certificate().toString(),
                "--request-timeout-secs",
                "1");
        String body = "\"" + "x".repeat(30_000_000) + "\"";

        RawAnswer answer = front.ask(Front.request("POST", "/v1/chat/completions", body));

        assertThat(answer.status()).isEqualTo(504);
    }

    private void shakeHandsAndReadNothing(AskingListener listener) {
        try {
            while (true) {
                SSLSocket socket = (SSLSocket) listener.accept();
                open.add(socket);
                socket.startHandshake();
            }
        } catch (IOException e) {
            // The test is over, or the gateway was.
        }
    }

    /** The gateway asks for models as well, on connections of their own, so that a name may come more than once. */
    private String nextOtherThan(String name) throws InterruptedException {
        String next = name;
        while (name.equals(next)) {
            next = String.valueOf(listeners.getFirst().subjects().poll(10, TimeUnit.SECONDS));
        }
        return next;
    }

    private Front front(URI worker, String... options) {
        Front front = Front.of(List.of(worker), options);
        open.add(front);
        return front;
    }

    private URI worker(Pki.Pair pair) throws IOException {
        AskingListener listener = new AskingListener(authority.speakingAs(pair));
        listeners.add(listener);
        ScriptedWorker worker = ScriptedWorker.behind(listener, (request, peer) -> peer.send(Front.OK));
        workers.add(worker);
        open.add(worker);
        return URI.create("https://127.0.0.1:" + listener.getLocalPort());
    }

    private static void install(Pki.Pair pair, Path certificate, Path key) throws IOException {
        Files.copy(pair.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(pair.key(), key, StandardCopyOption.REPLACE_EXISTING);
    }
}
