package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Gateway;
import io.smg.distribution.Launched;
import io.smg.testkit.Pki;
import io.smg.testkit.RawHttp;
import io.smg.testkit.ScriptedWorker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image before the internet: certificates, keys, and too many connections. */
class EdgeTest {

    private static final Pattern LISTENING = Pattern.compile("listening on https://\\S+:(\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** It looks for changes by itself five seconds after its start. */
    private static final Duration BEFORE_IT_LOOKS = Duration.ofSeconds(3);

    private static final byte[] SERVED = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
    private static final int CROWD = 5000;

    /** Two descriptors for each of them, and 256 kept back. */
    private static final int MOST_CONNECTIONS = (1024 - 256) / 2;

    private static final String KEY = "sk-never-to-be-seen";
    private static final String PROMPT = "a-prompt-never-to-be-seen";
    private static final String ANSWER = "an-answer-never-to-be-seen";
    private static final String SAID = "HTTP/1.1 200 OK\r\nContent-Length: 26\r\n\r\n" + ANSWER;
    private static final String GET = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n";

    private final Path directory;
    private final Path certificate;
    private final Path key;

    EdgeTest(@TempDir Path directory) {
        this.directory = directory;
        this.certificate = directory.resolve("live.pem");
        this.key = directory.resolve("live.key");
    }

    @Test
    void endsWithOneLineWhereACertificateIsNoUse() throws Exception {
        Pki.Pair one = Pki.in(directory, "ca").issue("one");
        Pki.Pair other = Pki.in(directory, "cb").issue("other");

        assertRefused(1, "there is no such file", "--tls-cert-path", "/none", "--tls-key-path", text(one.key()));
        assertRefused(
                1,
                "it is not the key of",
                "--tls-cert-path",
                text(one.certificate()),
                "--tls-key-path",
                text(other.key()));
        assertRefused(1, "no certificate in it", "--ca-cert-path", text(one.key()));
        assertRefused(1, "no certificate in it", "--check", "--ca-cert-path", text(one.key()));
        assertRefused(2, "must come together with --tls-key-path", "--tls-cert-path", text(one.certificate()));
    }

    @Test
    void takesANewCertificateOnHangupAndByItself() throws Exception {
        Pki authority = Pki.in(directory, "ca");
        install(authority.issue("first"));
        try (Launched gateway = Built.IMAGE.run(
                "--enable-igw",
                "--port",
                "0",
                "--prometheus-port",
                "0",
                "--tls-cert-path",
                text(certificate),
                "--tls-key-path",
                text(key))) {
            int port = Integer.parseInt(gateway.awaitLine(LISTENING).group(1));
            assertThat(subject(authority, port)).isEqualTo("CN=first");

            install(authority.issue("second"));
            Commands.run(directory, "kill", "-HUP", Long.toString(gateway.pid()));
            awaitSubject("CN=second", authority, port, BEFORE_IT_LOOKS);

            install(authority.issue("third"));
            awaitSubject("CN=third", authority, port, Duration.ofSeconds(10));
        }
    }

    @Test
    void showsItsKeyNowhereAndPromptsAndAnswersInNoLog() throws Exception {
        try (ScriptedWorker worker = ScriptedWorker.answering(SAID);
                Launched gateway =
                        Built.IMAGE.run(Map.of("SMG_API_KEY", KEY), before(worker, "--log-level", "trace"))) {
            Gateway running = Gateway.awaitReady(gateway);
            int port = running.url().getPort();
            for (String shown : List.of(KEY, KEY + "x")) {
                for (String body : List.of("{\"prompt\":\"" + PROMPT + "\"}", "{\"prompt\":" + PROMPT)) {
                    assertThat(ask(port, shown, body)).doesNotContain(KEY, PROMPT);
                }
            }
            String process = Files.readString(Path.of("/proc/" + gateway.pid() + "/cmdline"));
            String metrics = ask(running.metrics().getPort(), "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(process).doesNotContain(KEY);
            assertThat(metrics)
                    .contains("smg_http_requests_by_key_total{key=\"(unnamed)\"} 2")
                    .doesNotContain(KEY);
            assertThat(worker.requests()).isNotEmpty().noneMatch(request -> request.headText()
                    .contains(KEY));
            gateway.terminate();
            gateway.awaitExit(PATIENCE);
            assertThat(String.join("\n", gateway.out().allLines()))
                    .contains(" REQUEST POST /v1/completions 200 answered ")
                    .doesNotContain(KEY, PROMPT, ANSWER);
            assertThat(String.join("\n", gateway.err().allLines())).doesNotContain(KEY, PROMPT, ANSWER);
        }
        Finished check = Finished.of(Built.IMAGE.run(Map.of("SMG_API_KEY", KEY), List.of("--enable-igw", "--check")));
        assertThat(String.join("\n", check.out())).contains("api-key: '***'").doesNotContain(KEY);
    }

    @Test
    void asksNoProxyOfItsEnvironment() throws Exception {
        try (ScriptedWorker worker = ScriptedWorker.answering(SAID);
                ScriptedWorker proxy = ScriptedWorker.answering(SAID)) {
            String url = proxy.url().toString();
            Map<String, String> environment = Map.of(
                    "http_proxy", url, "HTTP_PROXY", url, "https_proxy", url, "ALL_PROXY", url, "no_proxy", "none");
            try (Launched gateway = Built.IMAGE.run(environment, before(worker))) {
                ask(Gateway.awaitReady(gateway).url().getPort(), KEY, "{}");

                assertThat(worker.requests()).isNotEmpty();
                assertThat(proxy.requests()).isEmpty();
            }
        }
    }

    @Test
    void doesNotStartWithTooFewOpenFilesForItsConnections() throws Exception {
        Finished refused = Finished.of(limited("--max-connections", "1000"));

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .singleElement()
                .asString()
                .contains("--max-connections 1000 needs a limit of 2256 open files");
    }

    /** The contract says within a second, which docs/security.md has measured; here others may be at work as well. */
    @Test
    void servesAgainOnceACrowdHasGone() throws Exception {
        try (Launched gateway = limited()) {
            int port = Gateway.awaitListening(gateway).getPort();
            List<SocketChannel> crowd = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                crowd.add(connecting(port));
            }
            awaitFull(gateway);
            assertThat(isServed(port)).as("while the crowd is there").isFalse();

            for (SocketChannel one : crowd) {
                one.close();
            }
            long start = System.nanoTime();
            while (!isServed(port)) {
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
            }
        }
    }

    @Test
    void endsWithItsListener() throws Exception {
        try (Launched gateway = Built.IMAGE.run("--enable-igw", "--port", "0", "--prometheus-port", "0")) {
            int port = Gateway.awaitListening(gateway).getPort();
            Commands.run(directory, "prlimit", "--pid", Long.toString(gateway.pid()), "--nofile=8:8");
            RawHttp.connect(port).close();

            assertThat(gateway.awaitExit(PATIENCE)).isEqualTo(1);
        }
    }

    private static List<String> before(ScriptedWorker worker, String... options) {
        List<String> all = new ArrayList<>(List.of("--port", "0", "--prometheus-port", "0"));
        all.addAll(List.of("--worker-urls", worker.url().toString()));
        all.addAll(List.of(options));
        return all;
    }

    private static String ask(int port, String key, String body) {
        return ask(
                port,
                "POST /v1/completions HTTP/1.1\r\nHost: a\r\nx-api-key: " + key + "\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body);
    }

    private static String ask(int port, String request) {
        try (RawHttp client = RawHttp.connect(port)) {
            return client.send(request).read().bodyText();
        }
    }

    /** A gateway with 1024 open files, fewer than clients try to take. */
    private Launched limited(String... options) {
        String launch = "ulimit -n 1024 && exec \"$0\" \"$@\"";
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                launch,
                Built.IMAGE.launcher().toString(),
                "--enable-igw",
                "--port",
                "0",
                "--prometheus-port",
                "0"));
        command.addAll(List.of(options));
        return Launched.start(command, Map.of(), directory);
    }

    /** One that doesn't wait for its connection: the gateway takes fewer than come. */
    private static SocketChannel connecting(int port) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return channel;
    }

    private static void awaitFull(Launched gateway) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Path open = Path.of("/proc/" + gateway.pid() + "/fd");
        long count = 0;
        while (count < MOST_CONNECTIONS) {
            assertThat(System.nanoTime()).as("%s descriptors are open", count).isLessThan(end);
            try (Stream<Path> descriptors = Files.list(open)) {
                count = descriptors.count();
            }
        }
    }

    private static boolean isServed(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
            socket.setSoTimeout(1000);
            socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
            return Arrays.equals(SERVED, socket.getInputStream().readNBytes(SERVED.length));
        } catch (IOException e) {
            return false;
        }
    }

    private static void assertRefused(int status, String reason, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--enable-igw", "--port", "0", "--prometheus-port", "0"));
        arguments.addAll(List.of(options));
        Finished refused = Finished.of(Built.IMAGE.run(Map.of(), arguments));

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).singleElement().asString().contains(reason);
    }

    private void install(Pki.Pair pair) throws IOException {
        Files.copy(pair.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(pair.key(), key, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void awaitSubject(String wanted, Pki authority, int port, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        String seen = subject(authority, port);
        while (!seen.equals(wanted)) {
            assertThat(System.nanoTime()).as("%s, not %s", wanted, seen).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            seen = subject(authority, port);
        }
    }

    private static String subject(Pki authority, int port) throws IOException {
        SSLContext trust = authority.trusting();
        try (SSLSocket socket =
                (SSLSocket) trust.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private static String text(Path path) {
        return path.toString();
    }
}
