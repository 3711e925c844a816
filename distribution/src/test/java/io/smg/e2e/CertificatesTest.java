package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Launched;
import io.smg.testkit.Peer;
import io.smg.testkit.Pki;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import io.smg.testkit.ScriptedWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The certificates that the image shows: which are good for something, and how they change while it serves. */
@Timeout(150)
class CertificatesTest {

    /** The least that a renewal must not disturb; a few more come. */
    private static final int PER_SECOND = 200;

    private static final int WARM_UP = 1000;
    private static final int RENEWALS = 5;
    private static final int STREAMS = 4;

    /** It looks for changes by itself five seconds after its start. */
    private static final Duration BEFORE_IT_LOOKS = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String CHAT = "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}";
    private static final String STREAM = CHAT.replace("chat/completions", "responses");
    private static final String EVENT = "9\r\ndata: x\n\n\r\n";
    private static final String EVENTS =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n" + EVENT;

    private final Path directory;
    private final Pki authority;

    CertificatesTest(@TempDir Path directory) {
        this.directory = directory;
        this.authority = Pki.in(directory, "ca");
    }

    @Test
    void endItWithOneLineWhereTheyAreNoUse() throws Exception {
        Pki.Pair one = authority.issue("one");
        Pki.Pair other = Pki.in(directory, "cb").issue("other");
        Pki.Pair expired = authority.issueExpired("expired");
        Path encrypted = directory.resolve("encrypted.key");
        Pki.openssl("pkcs8", "-topk8", "-passout", "pass:x", "-in", text(one.key()), "-out", text(encrypted));

        assertRefused("there is no such file", "--tls-cert-path", "/none", "--tls-key-path", text(one.key()));
        assertRefused("it cannot be read", "--tls-cert-path", "/", "--tls-key-path", text(one.key()));
        assertRefused("it is not the key of", identity(new Pki.Pair(one.certificate(), other.key())));
        assertRefused("the certificate expired at", identity(expired));
        assertRefused("the key is encrypted", identity(new Pki.Pair(one.certificate(), encrypted)));
        assertRefused("no certificate in it", "--ca-cert-path", text(one.key()));
        assertRefused("no certificate in it", "--check", "--ca-cert-path", text(one.key()));
        assertRefused(2, "must come together with --tls-key-path", "--tls-cert-path", text(one.certificate()));
        assertRefused(2, "must come together with --client-cert-path", "--client-key-path", text(one.key()));
    }

    /** An RSA key in its old form, and a chain, as {@code openssl} sees them. */
    @Test
    void areShownToOpensslWhateverServerItNamesInTls12AndTls13Alone() throws Exception {
        Pki between = authority.intermediate("between");
        Pki.Pair own = between.issue("own", "DNS:smg.example", List.of("-newkey", "rsa:2048"));
        Path chain = Files.writeString(
                directory.resolve("chain.pem"),
                Files.readString(own.certificate()) + Files.readString(between.certificate()));
        Path key = directory.resolve("own.pkcs1");
        Pki.openssl("rsa", "-traditional", "-in", text(own.key()), "-out", text(key));
        try (TlsGateway gateway = TlsGateway.start(directory, new Pki.Pair(chain, key), "--enable-igw")) {
            for (String version : List.of("-tls1_2", "-tls1_3")) {
                assertThat(shaken(gateway, version, "-servername", "smg.example"))
                        .contains("Verification: OK", "ALPN protocol: http/1.1", "Verified peername: smg.example");
                assertThat(shaken(gateway, version, "-servername", "other.example"))
                        .contains("Verification: OK");
                assertThat(shaken(gateway, version, "-noservername")).contains("Verification: OK");
            }
            for (String version : List.of("-tls1", "-tls1_1")) {
                assertThat(shaken(gateway, version, "-cipher", "DEFAULT@SECLEVEL=0"))
                        .contains("alert protocol version");
            }
            assertThat(gateway.process().out().lines()).noneMatch(line -> line.contains("ERROR"));
        }
    }

    @Test
    void areNotForTheMetrics() throws Exception {
        try (TlsGateway gateway = TlsGateway.start(directory, authority.issue("own"), "--enable-igw");
                RawHttp client = RawHttp.connect(gateway.metricsPort())) {
            RawAnswer answer =
                    client.send("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n").read();

            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @Test
    void changeOnHangupAndByThemselves() throws Exception {
        try (TlsGateway gateway = TlsGateway.start(directory, authority.issue("first"), "--enable-igw")) {
            assertThat(gateway.subject(authority)).isEqualTo("CN=first");

            gateway.install(authority.issue("second"));
            gateway.hangUp();
            gateway.awaitSubject("CN=second", authority, BEFORE_IT_LOOKS);

            gateway.install(authority.issue("third"));
            gateway.awaitSubject("CN=third", authority, Duration.ofSeconds(10));
        }
    }

    @Test
    void stayWhereTheNewOneIsNoUseWhichIsSaid() throws Exception {
        try (TlsGateway gateway = TlsGateway.start(directory, authority.issue("first"), "--enable-igw")) {
            gateway.install(authority.issueExpired("expired"));
            gateway.hangUp();
            gateway.process()
                    .awaitLine(Pattern.compile(
                            "--tls-cert-path, --tls-key-path: the old one stays in use, since '.*live.pem' is no use"
                                    + ": the certificate expired at "));
            assertThat(gateway.subject(authority)).isEqualTo("CN=first");

            gateway.install(authority.issue("second"));
            gateway.hangUp();
            gateway.awaitSubject("CN=second", authority, PATIENCE);
        }
    }

    @Test
    void failNoRequestAndNoStreamWhenTheyChangeUnderLoad() throws Exception {
        BlockingQueue<Peer> streaming = new LinkedBlockingQueue<>();
        SSLContext trust = authority.trusting();
        List<RawHttp> streams = new ArrayList<>();
        try (ScriptedWorker worker = ScriptedWorker.start((request, peer) -> answer(request.line(), peer, streaming));
                TlsGateway gateway = TlsGateway.before(worker.url(), directory, authority.issue("renewal-0"))) {
            for (int i = 0; i < STREAMS; i++) {
                streams.add(gateway.client(trust).send(STREAM));
            }
            List<Peer> peers = taken(streaming, STREAMS);
            // Both sides compile what they do often; a rate that neither can keep yet would say nothing of renewals.
            for (int i = 0; i < WARM_UP; i++) {
                visit(gateway, trust);
            }
            Arrivals arrivals = Arrivals.start(PER_SECOND + 10, () -> visit(gateway, trust));
            for (int i = 1; i <= RENEWALS; i++) {
                arrivals.awaitMore(PER_SECOND);
                gateway.install(authority.issue("renewal-" + i));
                gateway.hangUp();
                gateway.awaitSubject("CN=renewal-" + i, authority, PATIENCE);
                send(EVENT, peers);
            }
            arrivals.awaitMore(PER_SECOND);
            Tally tally = arrivals.stop();
            send("0\r\n\r\n", peers);

            assertThat(tally.failed()).as("%s", tally.outcomes()).isZero();
            assertThat(tally.total()).isGreaterThanOrEqualTo(PER_SECOND * (RENEWALS + 1));
            for (RawHttp stream : streams) {
                RawAnswer answer = stream.read();
                assertThat(answer.complete()).isTrue();
                assertThat(answer.bodyText()).isEqualTo("data: x\n\n".repeat(1 + RENEWALS));
            }
        } finally {
            streams.forEach(RawHttp::close);
        }
    }

    private static void answer(String line, Peer peer, BlockingQueue<Peer> streaming) throws IOException {
        if (line.contains("/v1/responses")) {
            peer.send(EVENTS);
            streaming.add(peer);
        } else {
            peer.send(OK);
        }
    }

    private static List<Peer> taken(BlockingQueue<Peer> streaming, int count) throws InterruptedException {
        List<Peer> peers = new ArrayList<>();
        while (peers.size() < count) {
            @Nullable Peer peer = streaming.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(peer).isNotNull();
            peers.add(peer);
        }
        return peers;
    }

    private static void send(String text, List<Peer> peers) throws IOException {
        for (Peer peer : peers) {
            peer.send(text);
        }
    }

    /** A request over a connection of its own. */
    private static String visit(TlsGateway gateway, SSLContext trust) {
        try (RawHttp client = gateway.client(trust)) {
            RawAnswer answer = client.send(CHAT).read();
            return answer.bodyText().equals("ok") ? String.valueOf(answer.status()) : "torn";
        } catch (UncheckedIOException e) {
            return String.valueOf(e.getCause());
        }
    }

    /** What {@code openssl s_client} has to say of a handshake. */
    private String shaken(TlsGateway gateway, String... options) throws InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + gateway.port()));
        command.addAll(List.of("-CAfile", text(authority.certificate()), "-alpn", "h2,http/1.1"));
        command.addAll(List.of("-verify_hostname", "smg.example"));
        command.addAll(List.of(options));
        List<String> whole = new ArrayList<>(List.of("sh", "-c", "exec \"$0\" \"$@\" </dev/null"));
        whole.addAll(command);
        Finished finished = Finished.of(Launched.start(whole, Map.of(), directory));
        return String.join("\n", finished.out()) + String.join("\n", finished.err());
    }

    private static String[] identity(Pki.Pair files) {
        return new String[] {"--tls-cert-path", text(files.certificate()), "--tls-key-path", text(files.key())};
    }

    private static void assertRefused(String reason, String... options) throws InterruptedException {
        assertRefused(1, reason, options);
    }

    private static void assertRefused(int status, String reason, String... options) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--enable-igw", "--port", "0", "--prometheus-port", "0"));
        arguments.addAll(List.of(options));
        Finished refused = Finished.of(Built.IMAGE.run(Map.of(), arguments));

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).singleElement().asString().contains(reason);
    }

    private static String text(Path path) {
        return path.toString();
    }
}
