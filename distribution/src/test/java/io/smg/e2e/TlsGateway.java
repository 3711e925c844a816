package io.smg.e2e;

import io.smg.distribution.Launched;
import io.smg.testkit.Pki;
import io.smg.testkit.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * The image with a certificate that can be changed.
 *
 * @param process the gateway
 * @param files where its certificate and key are
 * @param port where it listens
 */
record TlsGateway(Launched process, Pki.Pair files, int port) implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("listening on https://\\S+:(\\d+)");
    private static final Pattern METRICS = Pattern.compile("metrics at http://\\S+:(\\d+)");
    private static final int PATIENCE_MILLIS = 30_000;

    /** A gateway in front of a worker that it takes for well, with time for clients that share a busy machine with it. */
    static TlsGateway before(URI worker, Path directory, Pki.Pair identity) throws IOException, InterruptedException {
        String[] options = {"--worker-urls", worker.toString(), "--disable-health-check", "--header-timeout-secs", "60"
        };
        return start(directory, identity, options);
    }

    /** A gateway that shows a copy of the given certificate. */
    static TlsGateway start(Path directory, Pki.Pair identity, String... options)
            throws IOException, InterruptedException {
        Pki.Pair files = new Pki.Pair(directory.resolve("live.pem"), directory.resolve("live.key"));
        copy(identity, files);
        List<String> arguments = new ArrayList<>(List.of("--port", "0", "--prometheus-port", "0"));
        arguments.addAll(List.of("--drain-settle-secs", "0"));
        arguments.addAll(List.of("--tls-cert-path", files.certificate().toString()));
        arguments.addAll(List.of("--tls-key-path", files.key().toString()));
        arguments.addAll(List.of(options));
        Launched process = Built.IMAGE.run(Map.of(), arguments);
        try {
            return new TlsGateway(
                    process,
                    files,
                    Integer.parseInt(process.awaitLine(LISTENING).group(1)));
        } catch (IllegalStateException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    /** Puts another certificate in the place of its own, in two steps as people do. */
    void install(Pki.Pair identity) throws IOException {
        copy(identity, files);
    }

    /** Tells it that its files have changed. */
    void hangUp() throws InterruptedException {
        Commands.run(Built.ROOT, "kill", "-HUP", Long.toString(process.pid()));
    }

    /** A new connection from somebody who trusts these authorities alone. */
    SSLSocket connect(SSLContext trust) throws IOException {
        SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.startHandshake();
        return socket;
    }

    /** The same, to send requests over. */
    RawHttp client(SSLContext trust) {
        try {
            return RawHttp.over(connect(trust)).patience(Duration.ofMillis(PATIENCE_MILLIS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its metrics are. */
    int metricsPort() throws InterruptedException {
        return Integer.parseInt(process.awaitLine(METRICS).group(1));
    }

    /** Whose certificate it shows on a new connection. */
    String subject(Pki authority) throws IOException {
        try (SSLSocket socket = connect(authority.trusting())) {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    /** Waits until it shows a certificate. */
    void awaitSubject(String wanted, Pki authority, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        String seen = subject(authority);
        while (!seen.equals(wanted)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(wanted + " is wanted, " + seen + " is shown");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            seen = subject(authority);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    private static void copy(Pki.Pair from, Pki.Pair to) throws IOException {
        Files.copy(from.certificate(), to.certificate(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(from.key(), to.key(), StandardCopyOption.REPLACE_EXISTING);
    }
}
