package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smg.testkit.Pki;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that come over TLS, or should. */
@Timeout(60)
class ServerTlsTest {

    private final Pki authority;
    private final Path certificate;
    private final Path key;
    private Engine engine = Engine.answering(Engine.OK);
    private Serving gateway;

    ServerTlsTest(@TempDir Path directory) throws IOException {
        this.authority = Pki.in(directory, "ca");
        this.certificate = directory.resolve("live.pem");
        this.key = directory.resolve("live.key");
        install(authority.issue("first"));
        this.gateway = serve();
    }

    @BeforeEach
    void isUp() {
        assertThat(gateway.port()).isPositive();
    }

    @AfterEach
    void close() {
        gateway.close();
        engine.close();
    }

    @Test
    void answersRequestAfterRequestOnOneConnection() throws IOException {
        try (RawHttp client = RawHttp.over(connect())) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.send(Serving.chat()).read().bodyText()).isEqualTo("ok");
            }
        }
    }

    @Test
    void tellsTheWorkerThatTheClientCameOverTls() throws IOException, InterruptedException {
        try (RawHttp client = RawHttp.over(connect())) {
            client.send(Serving.chat()).read();
        }

        assertThat(engine.next().request().field("X-Forwarded-Proto")).hasValue("https");
    }

    @Test
    void takesALargeBodyAndGivesOneBack() throws IOException, InterruptedException {
        String body = "\"" + "x".repeat(1_000_000) + "\"";
        try (RawHttp client = RawHttp.over(connect())) {
            RawAnswer answer =
                    client.send(Serving.request("POST", Serving.CHAT, body)).read();

            assertThat(answer.status()).isEqualTo(200);
        }

        assertThat(engine.next().request().body()).hasSize(body.length());
    }

    @Test
    void endsAConnectionThatIsToBeClosedWithACloseNotify() throws IOException {
        RecordingSocket plain = new RecordingSocket(gateway.port());
        SSLSocket socket = over(plain, authority.trusting());
        socket.setEnabledProtocols(new String[] {"TLSv1.2"}); // where an alert can be told from data without the keys
        try (RawHttp client = RawHttp.over(socket)) {
            client.send(Serving.chat("Connection: close")).read();

            assertThat(client.readUntilClose()).isEmpty();
        }
        assertThat(plain.typeOfLastRecord()).isEqualTo(RecordingSocket.ALERT);
    }

    @Test
    void agreesOnHttp1AndOnNothingElse() throws IOException {
        SSLSocket both = unconnected(authority.trusting(), "h2", "http/1.1");
        both.startHandshake();
        assertThat(both.getApplicationProtocol()).isEqualTo("http/1.1");
        both.close();

        SSLSocket alone = unconnected(authority.trusting(), "h2");
        assertThatThrownBy(alone::startHandshake).isInstanceOf(SSLException.class);
    }

    @Test
    void speaksTls12AndTls13() throws IOException {
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            SSLSocket socket = unconnected(authority.trusting());
            socket.setEnabledProtocols(new String[] {version});
            try (RawHttp client = RawHttp.over(socket)) {
                assertThat(client.send(Serving.chat()).read().status()).isEqualTo(200);
                assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            }
        }
    }

    @Test
    void takesAnyServerNameForItsOwn() throws IOException {
        for (String name : List.of("localhost", "gateway.example", "xn--bcher-kva.example")) {
            SSLSocket socket = unconnected(authority.trusting());
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
            try (RawHttp client = RawHttp.over(socket)) {
                assertThat(client.send(Serving.chat()).read().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void showsItsWholeChain() throws IOException {
        Pki between = authority.intermediate("between");
        Pki.Pair own = between.issue("own");
        Files.writeString(certificate, Files.readString(own.certificate()) + Files.readString(between.certificate()));
        Files.copy(own.key(), key, StandardCopyOption.REPLACE_EXISTING);
        gateway.readAgain();

        try (SSLSocket socket = connect()) {
            assertThat(socket.getSession().getPeerCertificates()).hasSize(2);
            assertThat(subject(socket)).isEqualTo("CN=own");
        }
    }

    @Test
    void refusesSuitesThatKeepNoSecretForLater() throws IOException {
        SSLSocket socket = unconnected(authority.trusting());
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});

        assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void tellsWhoSpeaksPlainHttp() {
        try (RawHttp client = gateway.connect()) {
            RawAnswer answer = client.send(Serving.chat()).read();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.bodyText()).contains("This port speaks HTTPS");
            assertThat(client.readUntilClose()).isEmpty();
            assertThat(engine.waiting()).isZero();
        }
    }

    @Test
    void closesHandshakesThatDoNotComeToAnEnd() {
        byte[] halfAHello = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};
        try (RawHttp silent = gateway.connect();
                RawHttp half = gateway.connect().send(halfAHello)) {
            long start = System.nanoTime();

            assertThat(silent.readUntilClose()).isEmpty();
            half.readUntilClose();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void survivesWhatIsNoTls() throws IOException {
        try (RawHttp client = gateway.connect()) {
            client.send("\u0016\u0003\u0001\u0000\u0005hello").readUntilClose();
        }

        try (RawHttp client = RawHttp.over(connect())) {
            assertThat(client.send(Serving.chat()).read().status()).isEqualTo(200);
        }
    }

    @Test
    void takesANewCertificateForNewConnectionsAndKeepsTheOthers() throws IOException {
        SSLSocket before = connect();
        try (RawHttp client = RawHttp.over(before)) {
            client.send(Serving.chat()).read();
            install(authority.issue("second"));
            gateway.readAgain();

            assertThat(client.send(Serving.chat()).read().status()).isEqualTo(200);
            assertThat(subject(before)).isEqualTo("CN=first");
            try (SSLSocket after = connect()) {
                assertThat(subject(after)).isEqualTo("CN=second");
            }
        }
    }

    @Test
    void resumesASessionUntilTheCertificateChanges() throws IOException {
        SSLContext client = authority.trusting();
        byte[] first = sessionOfARequest(client);
        assertThat(sessionOfARequest(client)).as("resumed").isEqualTo(first);

        install(authority.issue("second"));
        gateway.readAgain();

        SSLSocket after = unconnected(client);
        after.startHandshake();
        assertThat(subject(after)).isEqualTo("CN=second");
        after.close();
    }

    /** What tells a session of TLS 1.2 apart, once a client has it. */
    private byte[] sessionOfARequest(SSLContext client) throws IOException {
        SSLSocket socket = unconnected(client);
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        try (RawHttp http = RawHttp.over(socket)) {
            assertThat(http.send(Serving.chat()).read().status()).isEqualTo(200);
            return socket.getSession().getId();
        }
    }

    @Test
    void keepsTheOldCertificateWhereTheNewOneIsNoUse() throws IOException {
        Files.writeString(key, "no key");
        gateway.readAgain();

        try (SSLSocket socket = connect()) {
            assertThat(subject(socket)).isEqualTo("CN=first");
        }
    }

    @Test
    void failsNoRequestWhileCertificatesChange() throws IOException {
        List<Pki.Pair> pairs = List.of(authority.issue("second"), authority.issue("third"), authority.issue("fourth"));
        AtomicInteger good = new AtomicInteger();
        try (ExecutorService clients =
                Executors.newFixedThreadPool(16, Thread.ofVirtual().factory())) {
            List<CompletableFuture<Void>> asking = IntStream.range(0, 400)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> good.addAndGet(isAnswered() ? 1 : 0), clients))
                    .toList();
            for (int i = 0; i < 400; i += 20) {
                install(pairs.get(i / 20 % 3));
                gateway.readAgain();
                asking.get(i).orTimeout(30, TimeUnit.SECONDS).join();
            }
        }

        assertThat(good).hasValue(400);
    }

    private boolean isAnswered() {
        try (RawHttp client = RawHttp.over(connect())) {
            return client.send(Serving.chat()).read().status() == 200;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Serving serve() {
        return Serving.before(
                engine,
                "--tls-cert-path",
                certificate.toString(),
                "--tls-key-path",
                key.toString(),
                "--header-timeout-secs",
                "2");
    }

    private void install(Pki.Pair pair) throws IOException {
        Files.copy(pair.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(pair.key(), key, StandardCopyOption.REPLACE_EXISTING);
    }

    private SSLSocket connect() throws IOException {
        SSLSocket socket = unconnected(authority.trusting());
        socket.startHandshake();
        return socket;
    }

    /** A TCP connection that is to become an encrypted one, with the server's name checked. */
    private SSLSocket unconnected(SSLContext trust, String... protocols) throws IOException {
        return over(new Socket(InetAddress.getLoopbackAddress(), gateway.port()), trust, protocols);
    }

    private SSLSocket over(Socket plain, SSLContext trust, String... protocols) throws IOException {
        plain.setSoTimeout(10_000);
        SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket(plain, "localhost", gateway.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static String subject(SSLSocket socket) throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }
}
