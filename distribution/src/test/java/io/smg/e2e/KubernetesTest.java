package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Pods of a cluster whose API server is well, each test in a namespace of its own. */
@Execution(ExecutionMode.CONCURRENT)
class KubernetesTest {

    private static final Duration SOON = PodFleet.SOON;
    private static final Duration START = Duration.ofSeconds(45);
    private static final Map<String, String> LABELS = Map.of("app", "engine");

    private static Path directory = Path.of("");

    private static ControlPlane plane;

    @BeforeAll
    static void startControlPlane(@TempDir Path own) throws Exception {
        directory = own;
        plane = ControlPlane.start(directory);
    }

    @AfterAll
    static void stopControlPlane() {
        if (plane != null) {
            plane.close();
        }
    }

    @Test
    void aPodIsAWorkerWhileItIsReady() throws Exception {
        try (PodFleet fleet = PodFleet.start(plane, directory, "ready")) {
            fleet.add("one", "127.0.0.2");
            fleet.add("two", "127.0.0.3");
            fleet.awaitWorkers(START, "127.0.0.2", "127.0.0.3");

            fleet.add("three", "127.0.0.4");
            fleet.awaitWorkers(SOON, "127.0.0.2", "127.0.0.3", "127.0.0.4");
            fleet.delete("three", 0);
            fleet.awaitWorkers(SOON, "127.0.0.2", "127.0.0.3");
            fleet.report("one", "127.0.0.2", false);
            fleet.awaitWorkers(SOON, "127.0.0.3");
            fleet.report("one", "127.0.0.2", true);
            fleet.awaitWorkers(SOON, "127.0.0.2", "127.0.0.3");
            fleet.delete("two", 30);
            fleet.awaitWorkers(SOON, "127.0.0.2");
            fleet.delete("one", 0);
            fleet.awaitWorkers(SOON);

            assertThat(fleet.logged(" comes: pod ready/one is ready")).hasSize(2);
            assertThat(fleet.logged(" leaves: pod ready/one is not ready")).hasSize(1);
            assertThat(fleet.logged(" leaves: pod ready/two is being deleted")).hasSize(1);
        }
    }

    @Test
    void aPodThatIsDeletedGetsNothingNewAndFinishesWhatItHas() throws Exception {
        try (PodFleet fleet = PodFleet.start(plane, directory, "finish");
                Clients streams = streaming(fleet)) {
            while (!fleet.workers().matches(".*\"load\":[1-9].*")) {
                Thread.onSpinWait();
            }
            fleet.add("next", "127.0.0.3");
            fleet.awaitWorkers(SOON, "127.0.0.2", "127.0.0.3");
            fleet.delete("first", 30);
            fleet.awaitWorkers(SOON, "127.0.0.3");
            String draining = fleet.workers();
            Tally tally = streams.stop();

            assertThat(draining).contains("\"status\":\"draining\"");
            assertThat(tally.total()).isPositive();
            assertThat(tally.failed()).as("%s", tally.outcomes()).isZero();
        }
    }

    private static Clients streaming(PodFleet fleet) throws InterruptedException {
        fleet.add("first", "127.0.0.2");
        fleet.awaitWorkers(START, "127.0.0.2");
        return Clients.start(fleet.url(), 4, 4, Clients.question(true, 1500));
    }

    @Test
    void anAddressThatAnotherPodTakesOverIsANewWorker() throws Exception {
        try (PodFleet fleet = PodFleet.start(plane, directory, "reuse")) {
            fleet.add("old", "127.0.0.2");
            fleet.awaitWorkers(START, "127.0.0.2");
            String before = id(fleet);
            fleet.add("young", "127.0.0.2");
            awaitWorkers(fleet, "\"smg.ai/pod-name\":\"young\"");
            fleet.awaitWorkers(SOON, "127.0.0.2");
            String after = id(fleet);
            fleet.delete("old", 0);
            fleet.add("other", "127.0.0.3");
            fleet.awaitWorkers(SOON, "127.0.0.2", "127.0.0.3");

            assertThat(after).isNotEqualTo(before);
            assertThat(fleet.workers()).contains(after);
            assertThat(fleet.logged("worker http://127.0.0.2")).noneMatch(line -> line.contains("young leaves"));
        }
    }

    private static String id(PodFleet fleet) throws InterruptedException {
        return Pattern.compile("\"id\":\"([^\"]+)\"(?=[^}]*\"status\":\"ready\")")
                .matcher(fleet.workers())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    @Test
    void allLabelsOfTheSelectorAreNeeded() throws Exception {
        try (PodFleet fleet =
                PodFleet.start(plane, directory, "labels", "--selector", "app=engine", "example.com/tier=gpu")) {
            fleet.add("none", "127.0.0.2");
            fleet.add("labels", "all", Map.of("app", "engine", "example.com/tier", "gpu"), "127.0.0.3");
            fleet.awaitWorkers(START, "127.0.0.3");
            fleet.label("none", "example.com/tier", "gpu");
            fleet.awaitWorkers(SOON, "127.0.0.2", "127.0.0.3");
            fleet.label("all", "example.com/tier", "cpu");
            fleet.awaitWorkers(SOON, "127.0.0.2");

            assertThat(fleet.workers())
                    .contains(
                            "\"labels\":{\"app\":\"engine\",\"example.com/tier\":\"gpu\",\"smg.ai/pod-name\":\"none\","
                                    + "\"smg.ai/pod-namespace\":\"labels\",\"smg.ai/pod-uid\":\"");
            assertThat(fleet.logged("leaves: pod labels/all is gone, or its labels no longer match"))
                    .hasSize(1);
        }
    }

    @Test
    void whatChangesOfAPodIsSeenAtItsWorker() throws Exception {
        try (PodFleet fleet = PodFleet.start(plane, directory, "notes", "--model-id-from", "label:model")) {
            fleet.add("one", "127.0.0.2");
            fleet.awaitWorkers(START, "127.0.0.2");
            String id = id(fleet);
            fleet.label("one", "model", "llama");
            awaitWorkers(fleet, "\"model_id\":\"llama\"");
            String same = id(fleet);
            fleet.annotate("one", "smg.ai/worker-ports", fleet.port() + ", 9");
            awaitWorkers(fleet, "http://127.0.0.2:9\"");
            fleet.annotate("one", "smg.ai/worker-ports", "many");
            fleet.awaitWorkers(SOON, "127.0.0.2");

            assertThat(same).isEqualTo(id);
            assertThat(fleet.workers()).contains("\"served_model_name\":\"llama\"");
        }
    }

    private static void awaitWorkers(PodFleet fleet, String text) throws InterruptedException {
        long end = System.nanoTime() + SOON.toNanos();
        while (!fleet.workers().contains(text)) {
            assertThat(System.nanoTime()).as("%s in %s", text, fleet.workers()).isLessThan(end);
        }
    }

    @Test
    void aNamespaceIsSeenAloneOrWithAllOthers() throws Exception {
        plane.api().createNamespace("elsewhere");
        PodFleet.prepare(plane, "everywhere");
        PodFleet.grant(plane, "everywhere", "rbac-cluster-wide.yaml");
        try (PodFleet one = PodFleet.start(plane, directory, "alone", "--service-discovery-namespace", "alone");
                PodFleet all = PodFleet.startOn(
                        plane,
                        directory,
                        "everywhere",
                        "--selector",
                        "app=wanderer",
                        "--service-discovery-namespace",
                        "*",
                        "--worker-urls",
                        "http://127.0.0.9:" + one.port())) {
            Map<String, String> labels = Map.of("app", "wanderer");
            all.add("elsewhere", "one", labels, "127.0.0.2");
            all.add("everywhere", "two", labels, "127.0.0.3");
            one.add("elsewhere", "three", LABELS, "127.0.0.4");
            one.add("three", "127.0.0.5");

            one.awaitWorkers(START, "127.0.0.5");
            all.awaitWorkers(START, Set.of("http://127.0.0.9:" + one.port(), "127.0.0.2", "127.0.0.3"));
        }
    }

    @Test
    void withoutPermissionItSaysSoOnceAndGoesOnTrying() throws Exception {
        PodFleet.prepare(plane, "denied");
        try (PodFleet fleet = PodFleet.startOn(plane, directory, "denied")) {
            fleet.awaitLogged("the gateway may not list pods in namespace denied, it needs get, list and watch: pods is"
                    + " forbidden: User \"system:serviceaccount:denied:smg\"");
            String readiness = fleet.get("/readiness");
            fleet.add("one", "127.0.0.2");
            PodFleet.grant(plane, "denied", "rbac.yaml");
            fleet.awaitWorkers(START, "127.0.0.2");

            assertThat(readiness).contains("\"not ready\",\"reason\":\"no list of workers from kubernetes yet\"");
            assertThat(fleet.logged(" WARN ")).hasSize(1);
            assertThat(fleet.process().out().lines()).noneMatch(line -> line.startsWith("\tat "));
        }
    }

    @Test
    void withoutAClusterItNamesTheAddressAndGoesOnTrying() throws Exception {
        plane.api().createNamespace("nowhere");
        int port = ControlPlane.freePort();
        Path kubeconfig = plane.kubeconfig(directory.resolve("nowhere"), port, "nowhere", "token");
        try (PodFleet fleet = PodFleet.startWith(plane, kubeconfig, "nowhere")) {
            fleet.awaitLogged("API server https://127.0.0.1:" + port + "/ does not answer: it can't be connected with");
            String readiness = fleet.get("/readiness");
            fleet.add("one", "127.0.0.2");
            PodFleet.grant(plane, "nowhere", "rbac.yaml");
            plane.kubeconfig(kubeconfig, "nowhere", plane.api().token("nowhere", "smg"));
            fleet.awaitWorkers(START, "127.0.0.2");

            assertThat(readiness).contains("\"reason\":\"no list of workers from kubernetes yet\"");
            assertThat(fleet.logged(" WARN ")).hasSize(1);
        }
    }

    @Test
    void aWorkerThatIsGivenServesWithoutTheCluster() throws Exception {
        plane.api().createNamespace("given");
        Path kubeconfig = plane.kubeconfig(directory.resolve("given"), ControlPlane.freePort(), "given", "token");
        try (PodFleet engines = PodFleet.start(plane, directory, "giver");
                PodFleet fleet = PodFleet.startWith(
                        plane, kubeconfig, "given", "--worker-urls", "http://127.0.0.2:" + engines.port())) {
            fleet.awaitWorkers(START, Set.of("http://127.0.0.2:" + engines.port()));

            assertThat(fleet.get("/readiness")).contains("\"status\":\"ready\"", "\"stale_sources\":[\"kubernetes\"]");
            assertThat(engines.get("/readiness")).doesNotContain("stale_sources");
        }
    }

    @Test
    void fiveHundredPodsOfWhichFiftyFlapCostNoRequest() throws Exception {
        try (PodFleet fleet = PodFleet.start(plane, directory, "many", "--health-check-interval", "60s")) {
            List<String> ips = IntStream.range(0, 500)
                    .mapToObj(i -> "127.0." + (1 + i / 250) + "." + (1 + i % 250))
                    .toList();
            for (String ip : ips) {
                fleet.add("p" + ip.replace('.', '-'), ip);
            }
            fleet.awaitWorkers(START, Set.copyOf(ips));
            try (Clients clients = Clients.start(fleet.url(), 8, 50, Clients.QUESTION)) {
                flap(fleet, ips.subList(0, 50), Duration.ofSeconds(20));
                Duration settled = fleet.awaitWorkers(SOON, Set.copyOf(ips));
                Tally tally = clients.stop();

                FaultReport.row(
                        "500 pods, 50 of them flap for 20 s",
                        tally,
                        Aftermath.UNSEEN,
                        "settled after " + FaultReport.millis(settled));
                assertThat(tally.total()).isGreaterThan(500);
                assertThat(tally.failed()).as("%s", tally.outcomes()).isZero();
            }
        }
    }

    private static void flap(PodFleet fleet, Collection<String> ips, Duration length) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        for (boolean ready = false; System.nanoTime() < end || !ready; ready = !ready) {
            for (String ip : ips) {
                fleet.report("p" + ip.replace('.', '-'), ip, ready);
            }
        }
        for (String ip : ips) {
            fleet.report("p" + ip.replace('.', '-'), ip, true);
        }
    }

    @Test
    void aWatchThatHasGoneSilentIsNotBelieved() throws Exception {
        PodFleet.prepare(plane, "silent");
        PodFleet.grant(plane, "silent", "rbac.yaml");
        try (Relay relay = Relay.to(plane.port());
                PodFleet fleet = PodFleet.startWith(
                        plane,
                        plane.kubeconfig(
                                directory.resolve("silent"),
                                relay.port(),
                                "silent",
                                plane.api().token("silent", "smg")),
                        "silent")) {
            fleet.add("goes", "127.0.0.2");
            fleet.awaitWorkers(START, "127.0.0.2");
            relay.swallow();
            fleet.add("comes", "127.0.0.3");
            fleet.delete("goes", 0);

            // The last sign of life was the pod above; the next bookmark would have come within 75 s.
            fleet.awaitWorkers(Duration.ofSeconds(100), "127.0.0.3");
        }
    }

    @Test
    void anApiServerThatCannotProveWhoItIsIsNotBelieved() throws Exception {
        plane.api().createNamespace("doubt");
        Path kubeconfig = plane.kubeconfig(directory.resolve("doubt"), "doubt", "admin-token");
        Files.writeString(
                kubeconfig, Files.readString(kubeconfig).replaceFirst(", certificate-authority-data: [^}]*", ""));
        try (PodFleet fleet = PodFleet.startWith(plane, kubeconfig, "doubt")) {
            fleet.awaitLogged("API server https://127.0.0.1:" + plane.port() + "/ does not answer: ");

            assertThat(fleet.logged(" WARN ")).singleElement().asString().contains("certification path");
            assertThat(fleet.get("/readiness")).contains("no list of workers from kubernetes yet");
        }
    }

    @Test
    void allManifestsAreGoodForTheApiServer() throws Exception {
        plane.api().createNamespace("manifests");
        plane.api()
                .apply(
                        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/servicemonitors.monitoring.coreos.com",
                        ServiceMonitors.DEFINITION);
        for (String file : List.of("rbac.yaml", "gateway.yaml", "servicemonitor.yaml")) {
            PodFleet.grant(plane, "manifests", file);
        }
    }
}
