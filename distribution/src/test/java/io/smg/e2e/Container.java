package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Engines;
import io.smg.distribution.Gateway;
import io.smg.distribution.Launched;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What the gateway is held to inside a container, by whatever means it was put there. */
final class Container {

    /** The Containerfile, and what builds with it. */
    static final Path SOURCES = Built.ROOT.resolve("distribution/src/container");

    /** What the JVM is asked to say about itself, on its standard error. */
    static final String JAVA_OPTIONS = "-Xlog:aot*=info:stderr -Xlog:gc+init=info:stderr";

    /** What /proc says of a process without any privilege. */
    private static final List<String> UNPRIVILEGED =
            List.of("CapPrm:\t0000000000000000", "CapEff:\t0000000000000000", "NoNewPrivs:\t1");

    /** What /proc says of one of the container's user, if that is not another one outside. */
    private static final List<String> USER =
            List.of("Uid:\t65532\t65532\t65532\t65532", "Gid:\t65532\t65532\t65532\t65532");

    private static final boolean REQUIRED = "1".equals(System.getenv("SMG_REQUIRE_CONTAINER"));

    private Container() {}

    /** Goes on only if something is possible on this machine; a machine that builds releases has to be one that can. */
    static void assume(boolean possible, String reason) {
        if (!possible) {
            System.err.println("SKIPPED container test: " + reason);
            assertThat(REQUIRED).as(reason + ", and SMG_REQUIRE_CONTAINER is 1").isFalse();
            Assumptions.abort(reason);
        }
    }

    /** Goes on only if these programs are installed. */
    static void assumeInstalled(String... programs) {
        List<String> missing = Machine.missing(programs);
        assume(missing.isEmpty(), "missing " + String.join(" ", missing));
    }

    /** Whether these tests are root's, whose containers have the users that they name. */
    static boolean isRoot() throws InterruptedException {
        return Commands.run(Built.ROOT, "id", "-u").out().equals(List.of("0"));
    }

    /** What /proc has to say of the gateway's process. */
    static List<String> expectedStatus() throws InterruptedException {
        return isRoot() ? Stream.of(USER, UNPRIVILEGED).flatMap(List::stream).toList() : UNPRIVILEGED;
    }

    /** The command line of a gateway in front of engines whose drain is over as soon as nothing runs. */
    static List<String> arguments(Engines engines) {
        List<String> arguments = new ArrayList<>(
                List.of("--port", "0", "--prometheus-port", "0", "--drain-settle-secs", "0", "--worker-urls"));
        engines.urls().forEach(url -> arguments.add(url.toString()));
        return arguments;
    }

    /**
     * Holds that a gateway answers a request and a stream, with its AOT cache and no more privileges than it is meant to
     * have, and that it finishes a stream under way when it is told to stop.
     *
     * @param engines what it stands in front of
     * @param process what was started, and ends with the gateway's status
     * @param pid where the gateway's own process is to be found
     * @param status what /proc has to say of that
     * @param stop what tells the gateway to stop
     */
    static void holds(Engines engines, Launched process, Callable<Long> pid, List<String> status, Callable<?> stop)
            throws Exception {
        Gateway gateway = Gateway.awaitReady(process);

        assertThat(gateway.url().getHost()).as("whatever arguments it has").isEqualTo("0.0.0.0");
        assertThat(Chat.ask(new Deployment(engines, gateway))).isNotBlank();
        assertThat(Files.readAllLines(Path.of("/proc/" + pid.call() + "/status")))
                .containsAll(status);
        try (OpenStream stream = OpenStream.of(gateway.url(), Clients.question(true, 200))) {
            assertThat(stream.first()).startsWith("data: {");
            stop.call();
            assertThat(stream.rest()).filteredOn(line -> !line.isEmpty()).last().isEqualTo("data: [DONE]");
        }
        assertThat(process.awaitExit(Duration.ofMinutes(1))).isZero();
        assertThat(String.join("\n", process.err().allLines()))
                .contains("Using AOT-linked classes: true", "full module graph: enabled");
        assertThat(process.out().lines()).noneMatch(line -> line.contains("is not used"));
    }
}
