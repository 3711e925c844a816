package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** API servers that say nothing for longer than they are believed, while clients ask fifty times a second. */
@Execution(ExecutionMode.CONCURRENT)
@Order(2)
class KubernetesSilenceTest {

    private static final Duration START = Duration.ofSeconds(45);

    /** A watch is believed for 90 s, and a question that nobody answers is given up after 10 s. */
    private static final Duration WATCHDOG = Duration.ofSeconds(150);

    private static final Duration RECOVERY = Duration.ofSeconds(20);

    @AutoClose
    private static ControlPlane plane;

    @BeforeAll
    static void startControlPlane(@TempDir Path own) throws Exception {
        plane = ControlPlane.start(own);
    }

    @Test
    void aWatchThatHasGoneSilentIsNotBelieved() throws Exception {
        PodFleet.prepare(plane, "silent");
        PodFleet.grant(plane, "silent", "rbac.yaml");
        try (Relay relay = Relay.to(plane.port());
                PodFleet fleet = PodFleet.startWith(
                        plane,
                        plane.kubeconfig(
                                plane.directory().resolve("silent"),
                                relay.port(),
                                "silent",
                                plane.api().token("silent", "smg")),
                        "silent")) {
            fleet.add("stays", "127.0.0.4");
            fleet.add("goes", "127.0.0.2");
            fleet.awaitWorkers(START, "127.0.0.2", "127.0.0.4");
            fleet.unnoticed("a watch goes silent, its connection up", () -> {
                relay.swallow();
                fleet.add("comes", "127.0.0.3");
                fleet.delete("goes", 0);

                // The last sign of life was the pod above; the next bookmark would have come within 75 s.
                fleet.settle(WATCHDOG, "127.0.0.3", "127.0.0.4");
            });
        }
    }

    /** The gateway follows a second API server, which stops; pods change by way of the first one. */
    @Test
    void anApiServerThatHasFrozenIsNotBelieved() throws Exception {
        PodFleet.prepare(plane, "frozen");
        PodFleet.grant(plane, "frozen", "rbac.yaml");
        String token = plane.api().token("frozen", "smg");
        try (ControlPlane.Replica replica = plane.replica();
                PodFleet fleet = PodFleet.startWith(
                        plane,
                        plane.kubeconfig(plane.directory().resolve("frozen"), replica.port(), "frozen", token),
                        "frozen")) {
            fleet.add("stays", "127.0.0.2");
            fleet.add("goes", "127.0.0.3");
            fleet.awaitWorkers(START, "127.0.0.2", "127.0.0.3");
            fleet.unnoticed("API server frozen for longer than its watch is believed", () -> {
                replica.signal("STOP");
                fleet.delete("goes", 0);
                fleet.add("comes", "127.0.0.4");
                fleet.awaitLogged(WATCHDOG, "does not answer: ");
                String readiness = fleet.get("/readiness");
                String workers = fleet.workers();
                replica.signal("CONT");
                fleet.settle(RECOVERY, "127.0.0.2", "127.0.0.4");
                fleet.awaitLogged(" discovery_recovered: ");

                assertThat(readiness).contains("\"status\":\"ready\"", "\"stale_sources\":[\"kubernetes\"]");
                assertThat(workers).contains("127.0.0.3:").doesNotContain("127.0.0.4:");
            });
        }
    }
}
