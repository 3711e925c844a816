package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Gateway;
import io.smg.distribution.Image;
import io.smg.distribution.Launched;
import io.smg.testkit.Pki;
import io.smg.testkit.RawHttp;
import io.smg.testkit.ScriptedWorker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whose word an image without authorities of a JDK takes for who a worker is. The bundle of the system is another one for
 * these gateways alone, which have mounts of their own.
 */
@Timeout(120)
class AuthoritiesTest {

    /** Where Debian has its bundle, and what the gateway looks for first. */
    private static final Path BUNDLE = Path.of("/etc/ssl/certs/ca-certificates.crt");

    private static final String CHAT = "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final Path directory;
    private final Pki authority;
    private final Pki stranger;

    AuthoritiesTest(@TempDir Path directory) {
        this.directory = directory;
        this.authority = Pki.in(directory, "ca");
        this.stranger = Pki.in(directory, "stranger");
    }

    @BeforeEach
    void assumeMountsOfOurOwn() throws Exception {
        Container.assumeInstalled("unshare", "mount");
        Container.assume(Files.isReadable(BUNDLE), "there is no " + BUNDLE);
        Finished attempt = Finished.of(Launched.start(with(stranger.certificate(), "true"), Map.of(), directory));
        Container.assume(attempt.status() == 0, "no mounts of its own: " + String.join(" ", attempt.err()));
    }

    @Test
    void areTheSystems() throws Exception {
        assertThat(asked(authority.certificate())).isEqualTo(200);
        assertThat(asked(stranger.certificate())).isEqualTo(502);
    }

    @Test
    void areTheOperatorsBesideTheSystems() throws Exception {
        Path none = Files.writeString(directory.resolve("none.crt"), "");
        String own = authority.certificate().toString();

        assertThat(asked(stranger.certificate(), "--ca-cert-path", own)).isEqualTo(200);
        assertThat(asked(
                        authority.certificate(),
                        "--ca-cert-path",
                        stranger.certificate().toString()))
                .isEqualTo(200);
        assertThat(asked(none, "--ca-cert-path", own)).isEqualTo(200);
        assertThat(asked(none)).isEqualTo(502);
    }

    /** The status that a client gets from a worker for which the authority vouches. */
    private int asked(Path bundle, String... options) throws IOException, InterruptedException {
        ServerSocket listener = authority
                .speakingAs(authority.issue("worker"))
                .getServerSocketFactory()
                .createServerSocket(0, 100, InetAddress.getLoopbackAddress());
        List<String> arguments = new ArrayList<>(List.of("--port", "0", "--prometheus-port", "0"));
        arguments.addAll(List.of("--disable-health-check", "--disable-retries", "--drain-settle-secs", "0"));
        arguments.addAll(List.of("--worker-urls", "https://127.0.0.1:" + listener.getLocalPort()));
        arguments.addAll(List.of(options));
        List<String> command = with(bundle, bare().launcher().toString(), arguments.toArray(String[]::new));
        try (ScriptedWorker worker = ScriptedWorker.behind(listener, (request, peer) -> peer.send(OK));
                Launched gateway = Launched.start(command, Map.of(), directory);
                RawHttp client = RawHttp.connect(Gateway.awaitListening(gateway).getPort())) {
            int status = client.send(CHAT).read().status();
            assertThat(worker.requests().isEmpty()).isEqualTo(status == 502);
            return status;
        }
    }

    /** The image as whoever links it without the JDK's own list has it. */
    private Image bare() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(directory, "image").resolve("smg");
        Image image = Copies.of(Built.IMAGE, home);
        Files.delete(home.resolve("lib/security/cacerts"));
        return image;
    }

    private static List<String> with(Path bundle, String program, String... arguments) {
        String script = "mount --bind \"$0\" " + BUNDLE + " && exec \"$@\"";
        List<String> command = new ArrayList<>(
                List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, bundle.toString()));
        command.add(program);
        command.addAll(List.of(arguments));
        return command;
    }
}
