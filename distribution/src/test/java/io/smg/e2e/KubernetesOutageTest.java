package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What happens to the API server, one thing after the other, while clients ask fifty times a second. Pods change
 * meanwhile by way of a second API server.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class KubernetesOutageTest {

    private static final Duration START = Duration.ofSeconds(45);
    private static final Duration OUTAGE = Duration.ofSeconds(20);

    /** How long to wait, after the API server's return, for the workers to be what the pods are: twice the bar. */
    private static final Duration RECOVERY = Duration.ofSeconds(20);

    @AutoClose
    private static ControlPlane plane;

    @BeforeAll
    static void startControlPlane(@TempDir Path own) throws Exception {
        plane = ControlPlane.start(own);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void nothingIsLostWhileTheApiServerIsAway() throws Exception {
        try (PodFleet fleet = PodFleet.start(plane, "outages")) {
            fleet.actThrough(plane.second());
            fleet.add("stays", "127.0.0.2");
            fleet.add("goes", "127.0.0.3");
            fleet.awaitWorkers(START, "127.0.0.2", "127.0.0.3");
            fleet.unnoticed("API server killed for 20 s, frozen for 20 s, back with a new history", () -> {
                outage(fleet, plane::kill, plane::restart, "goes", "comes", "127.0.0.4");
                outage(fleet, () -> plane.signal("STOP"), () -> plane.signal("CONT"), "comes", "later", "127.0.0.5");
                outage(fleet, plane::kill, this::restartCompacted, "later", "last", "127.0.0.6");
            });

            assertThat(fleet.process().out().lines()).noneMatch(line -> line.startsWith("\tat "));
        }
    }

    /** The API server forgets whom it knows when it starts again, so that the old token is no good from then on. */
    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aNewTokenIsReadFromAKubeconfig() throws Exception {
        PodFleet.prepare(plane, "developer");
        PodFleet.grant(plane, "developer", "rbac.yaml");
        Path kubeconfig = plane.kubeconfig(plane.directory().resolve("developer"), "developer", token("developer"));
        try (PodFleet fleet = PodFleet.startWith(plane, kubeconfig, "developer")) {
            fleet.add("one", "127.0.0.2");
            fleet.awaitWorkers(START, "127.0.0.2");
            fleet.unnoticed("another token in the kubeconfig", () -> {
                forgetToken("developer");
                plane.kubeconfig(kubeconfig, "developer", token("developer"));
                assertSeesPodsAfterARestart(fleet);
            });
        }
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aNewTokenIsReadFromTheServiceAccount() throws Exception {
        Assumptions.assumeTrue(ServiceAccountMount.isPossible(), "needs root, for mounts of its own");
        PodFleet.prepare(plane, "pod");
        PodFleet.grant(plane, "pod", "rbac.yaml");
        ServiceAccountMount mount =
                ServiceAccountMount.of(plane.directory().resolve("run"), plane.certificate(), "pod", token("pod"));
        try (PodFleet fleet = PodFleet.startIn(plane, mount, "pod")) {
            fleet.add("one", "127.0.0.2");
            fleet.awaitWorkers(START, "127.0.0.2");
            fleet.unnoticed("another token in the service account's file", () -> {
                forgetToken("pod");
                mount.renew(token("pod"));
                assertSeesPodsAfterARestart(fleet);
            });
        }
    }

    private static String token(String namespace) throws InterruptedException {
        return plane.api().token(namespace, "smg");
    }

    private static void forgetToken(String namespace) throws InterruptedException {
        plane.api().deleteServiceAccount(namespace, "smg");
        plane.api().createServiceAccount(namespace, "smg");
    }

    private static void assertSeesPodsAfterARestart(PodFleet fleet) throws InterruptedException {
        plane.kill();
        plane.restart();
        fleet.add("two", "127.0.0.3");
        fleet.settle(RECOVERY, "127.0.0.2", "127.0.0.3");
        assertThat(fleet.logged("credentials")).as("refused with the old token").isEmpty();
    }

    private void restartCompacted() throws Exception {
        plane.compact();
        plane.restart();
    }

    /** An outage in which one pod is deleted and another comes. */
    private static void outage(
            PodFleet fleet, PodFleet.Event begin, PodFleet.Event end, String leaving, String coming, String ip)
            throws Exception {
        begin.happen();
        fleet.delete(leaving, 0);
        fleet.add(coming, ip);
        long over = System.nanoTime() + OUTAGE.toNanos();
        while (System.nanoTime() < over) {
            assertThat(fleet.workers()).as("an outage empties nothing").contains("127.0.0.2");
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
        end.happen();
        fleet.settle(RECOVERY, "127.0.0.2", ip);
    }
}
