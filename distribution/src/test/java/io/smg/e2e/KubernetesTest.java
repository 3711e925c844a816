package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
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
    private static final String DISCOVERED = "smg_discovery_workers_discovered{source=\"kubernetes\"} ";
    private static final String LIST_AGE = "smg_discovery_last_list_age_seconds{source=\"kubernetes\"} ";
    private static final Pattern LIST_AGE_PATTERN = Pattern.compile(Pattern.quote(LIST_AGE) + "\\d");

    @AutoClose
    private static ControlPlane plane;

    @BeforeAll
    static void startControlPlane(@TempDir Path own) throws Exception {
        plane = ControlPlane.start(own);
    }

    @Test
    void aPodIsAWorkerWhileItIsReady() throws Exception {
        try (PodFleet fleet = PodFleet.start(plane, "ready")) {
            fleet.add("one", "127.0.0.2");
            fleet.add("two", "127.0.0.3");
            fleet.awaitWorkers(START, "127.0.0.2", "127.0.0.3");

            fleet.unnoticed(
                    "a pod comes, is deleted, is not ready and ready again, and one is deleted with grace", () -> {
                        fleet.add("three", "127.0.0.4");
                        fleet.settle("127.0.0.2", "127.0.0.3", "127.0.0.4");
                        fleet.delete("three", 0);
                        fleet.settle("127.0.0.2", "127.0.0.3");
                        fleet.report("one", "127.0.0.2", false);
                        fleet.settle("127.0.0.3");
                        fleet.report("one", "127.0.0.2", true);
                        fleet.settle("127.0.0.2", "127.0.0.3");
                        fleet.delete("two", 30);
                        fleet.settle("127.0.0.2");
                    });
            fleet.delete("one", 0);
            fleet.awaitWorkers(SOON);

            assertThat(fleet.logged(" comes: pod ready/one is ready")).hasSize(2);
            assertThat(fleet.logged(" leaves: pod ready/one is not ready")).hasSize(1);
            assertThat(fleet.logged(" leaves: pod ready/two is being deleted")).hasSize(1);
        }
    }

    @Test
    void aPodWithAnIpv6AddressIsAWorker() throws Exception {
        Assumptions.assumeTrue(Ipv6.isThere(), "this machine has no IPv6");
        try (PodFleet fleet = PodFleet.start(plane, "six")) {
            fleet.add("six", "::1");
            fleet.awaitWorkers(START, "::1");

            fleet.unnoticed("an IPv6 pod serves, an IPv4 one comes and goes", () -> {
                fleet.add("four", "127.0.0.2");
                fleet.settle("::1", "127.0.0.2");
                fleet.delete("four", 0);
                fleet.settle("::1");
            });
        }
    }

    @Test
    void aPodThatIsDeletedGetsNothingNewAndFinishesWhatItHas() throws Exception {
        try (PodFleet fleet = PodFleet.start(plane, "finish");
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
        try (PodFleet fleet = PodFleet.start(plane, "reuse")) {
            fleet.add("stays", "127.0.0.3");
            fleet.add("old", "127.0.0.2");
            fleet.awaitWorkers(START, "127.0.0.2", "127.0.0.3");
            String before = id(fleet, "127.0.0.2");
            fleet.unnoticed("a pod takes over another one's address", () -> {
                fleet.add("young", "127.0.0.2");
                awaitWorkers(fleet, "\"smg.ai/pod-name\":\"young\"");
                fleet.settle("127.0.0.2", "127.0.0.3");
            });
            String after = id(fleet, "127.0.0.2");
            fleet.delete("old", 0);
            fleet.add("other", "127.0.0.4");
            fleet.awaitWorkers(SOON, "127.0.0.2", "127.0.0.3", "127.0.0.4");

            assertThat(after).isNotEqualTo(before);
            assertThat(fleet.workers()).contains(after);
            assertThat(fleet.logged("worker http://127.0.0.2")).noneMatch(line -> line.contains("young leaves"));
        }
    }

    private static String id(PodFleet fleet, String ip) throws InterruptedException {
        return Pattern.compile("\"id\":\"([^\"]+)\"(?=[^}]*\"url\":\"http://" + ip + ":[^}]*\"status\":\"ready\")")
                .matcher(fleet.workers())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    @Test
    void allLabelsOfTheSelectorAreNeeded() throws Exception {
        try (PodFleet fleet = PodFleet.start(plane, "labels", "--selector", "app=engine", "example.com/tier=gpu")) {
            fleet.add("none", "127.0.0.2");
            fleet.add("labels", "all", Map.of("app", "engine", "example.com/tier", "gpu"), "127.0.0.3");
            fleet.awaitWorkers(START, "127.0.0.3");
            fleet.unnoticed("a pod gets the second label of a selector, another one loses it", () -> {
                fleet.label("none", "example.com/tier", "gpu");
                fleet.settle("127.0.0.2", "127.0.0.3");
                fleet.label("all", "example.com/tier", "cpu");
                fleet.settle("127.0.0.2");
            });

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
        try (PodFleet fleet = PodFleet.start(plane, "notes", "--model-id-from", "label:model")) {
            fleet.add("one", "127.0.0.2");
            fleet.awaitWorkers(START, "127.0.0.2");
            String id = id(fleet, "127.0.0.2");
            fleet.label("one", "model", "llama");
            awaitWorkers(fleet, "\"model_id\":\"llama\"");
            String same = id(fleet, "127.0.0.2");
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
        try (PodFleet one = PodFleet.start(plane, "alone", "--service-discovery-namespace", "alone");
                PodFleet all = PodFleet.startOn(
                        plane,
                        "everywhere",
                        "--selector",
                        "app=wanderer",
                        "--service-discovery-namespace",
                        "*",
                        "--worker-urls",
                        "http://127.0.0.9:" + one.port())) {
            String given = "http://127.0.0.9:" + one.port();
            Map<String, String> labels = Map.of("app", "wanderer");
            one.add("elsewhere", "three", LABELS, "127.0.0.4");
            one.add("three", "127.0.0.5");
            one.awaitWorkers(START, "127.0.0.5");
            all.awaitWorkers(START, given);
            all.unnoticed("pods of two namespaces come beside a worker that is given", () -> {
                all.add("elsewhere", "one", labels, "127.0.0.2");
                all.settle(given, "127.0.0.2");
                all.add("everywhere", "two", labels, "127.0.0.3");
                all.settle(given, "127.0.0.2", "127.0.0.3");
            });

            assertThat(one.workers()).contains("127.0.0.5:").doesNotContain("127.0.0.4:");
        }
    }

    @Test
    void withoutPermissionItSaysSoOnceAndGoesOnTrying() throws Exception {
        PodFleet.prepare(plane, "denied");
        try (PodFleet fleet = PodFleet.startOn(plane, "denied")) {
            fleet.awaitLogged("the gateway may not list pods in namespace denied, it needs get, list and watch: pods is"
                    + " forbidden: User \"system:serviceaccount:denied:smg\"");
            String readiness = fleet.get("/readiness");
            String metrics = fleet.metrics();
            fleet.add("one", "127.0.0.2");
            PodFleet.grant(plane, "denied", "rbac.yaml");
            fleet.awaitWorkers(START, "127.0.0.2");

            assertThat(readiness).contains("\"not ready\",\"reason\":\"no list of workers from kubernetes yet\"");
            assertThat(metrics).contains(DISCOVERED + "0\n", LIST_AGE + "NaN\n");
            assertThat(fleet.metrics()).contains(DISCOVERED + "1\n").containsPattern(LIST_AGE_PATTERN);
            assertThat(fleet.logged(" WARN ")).hasSize(1);
            assertThat(fleet.process().out().lines()).noneMatch(line -> line.startsWith("\tat "));
        }
    }

    @Test
    void withoutAClusterItNamesTheAddressAndGoesOnTrying() throws Exception {
        plane.api().createNamespace("nowhere");
        int port = ControlPlane.freePort();
        Path kubeconfig = plane.kubeconfig(plane.directory().resolve("nowhere"), port, "nowhere", "token");
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
        Path kubeconfig =
                plane.kubeconfig(plane.directory().resolve("given"), ControlPlane.freePort(), "given", "token");
        try (PodFleet engines = PodFleet.start(plane, "giver");
                PodFleet fleet = PodFleet.startWith(
                        plane, kubeconfig, "given", "--worker-urls", "http://127.0.0.2:" + engines.port())) {
            fleet.awaitWorkers(START, Set.of("http://127.0.0.2:" + engines.port()));

            assertThat(fleet.get("/readiness")).contains("\"status\":\"ready\"", "\"stale_sources\":[\"kubernetes\"]");
            assertThat(engines.get("/readiness")).doesNotContain("stale_sources");
        }
    }

    @Test
    void fiveHundredPodsOfWhichFiftyFlapCostNoRequest() throws Exception {
        try (PodFleet fleet = PodFleet.start(plane, "many", "--health-check-interval", "60s")) {
            List<String> ips = IntStream.range(0, 500)
                    .mapToObj(i -> "127.0." + (1 + i / 250) + "." + (1 + i % 250))
                    .toList();
            for (String ip : ips) {
                fleet.add("p" + ip.replace('.', '-'), ip);
            }
            fleet.awaitWorkers(START, Set.copyOf(ips));
            fleet.unnoticed("500 pods, 50 of them flap for 20 s", () -> {
                flap(fleet, ips.subList(0, 50), Duration.ofSeconds(20));
                fleet.settle(ips.toArray(String[]::new));
            });
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
    void anApiServerThatCannotProveWhoItIsIsNotBelieved() throws Exception {
        plane.api().createNamespace("doubt");
        Path kubeconfig = plane.kubeconfig(plane.directory().resolve("doubt"), "doubt", "admin-token");
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

        assertThat(manifests())
                .as("the one that is left is granted for all namespaces in another test")
                .containsExactlyInAnyOrder(
                        "rbac.yaml", "rbac-cluster-wide.yaml", "gateway.yaml", "servicemonitor.yaml");
        String selected = "kubernetes.io%2Fname%3Dsmg";
        assertThat(plane.api().read(KubeApi.in("manifests") + "services?labelSelector=app." + selected))
                .as("what the ServiceMonitor selects")
                .containsPattern("\"name\":\\s*\"metrics\"");
    }

    private static List<String> manifests() throws IOException {
        try (Stream<Path> files = Files.list(Built.ROOT.resolve("docs/kubernetes"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .toList();
        }
    }

    /** The command line that the gateway's users know, in the namespace and with the rights that the manifests name. */
    @Test
    void theExampleFollowsThePodsThatItNames() throws Exception {
        try (PodFleet fleet = PodFleet.start(
                plane, "inference", "--selector", "app=sglang-worker", "--service-discovery-namespace", "inference")) {
            fleet.add("inference", "engine", Map.of("app", "sglang-worker"), "127.0.0.2");
            fleet.add("other", "127.0.0.3");
            fleet.awaitWorkers(START, "127.0.0.2");
        }
    }
}
