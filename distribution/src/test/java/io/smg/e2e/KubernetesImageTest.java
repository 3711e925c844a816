package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.distribution.Engines;
import io.smg.distribution.Gateway;
import io.smg.distribution.Image;
import io.smg.distribution.Launched;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The image with workers from Kubernetes, beside the one without; alone on the machine, since starts are timed. */
@Isolated
class KubernetesImageTest {

    private static final int STARTS = 20;
    private static final String[] DISCOVERY = {"--service-discovery", "--selector", "app=engine"};

    @Test
    void theImageWithoutItNamesTheModuleThatIsMissing() throws Exception {
        Finished refused = Finished.of(Built.IMAGE.run(DISCOVERY));

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .singleElement()
                .asString()
                .startsWith("smg: --service-discovery: 'true' (command line) needs module io.smg.k8s");
    }

    @Test
    void checksAndPrintsWhatItIsTold() throws Exception {
        List<String> arguments = new ArrayList<>(List.of(DISCOVERY));
        arguments.addAll(List.of("--service-discovery-namespace", "*", "--check"));
        Finished check = Finished.of(Built.KUBERNETES_IMAGE.run(Map.of(), arguments));

        assertThat(check.err()).isEmpty();
        assertThat(check.status()).isZero();
        assertThat(check.out())
                .anyMatch(line -> line.startsWith("service-discovery: true"))
                .anyMatch(line -> line.startsWith("service-discovery-namespace: '*'"))
                .anyMatch(line -> line.startsWith("service-discovery-port: 8000"));
    }

    @Test
    void refusesWhatIsNoSelector() throws Exception {
        Finished refused =
                Finished.of(Built.KUBERNETES_IMAGE.run("--service-discovery", "--selector", "app in (engine)"));

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).singleElement().asString().startsWith("smg: --selector: 'app in (engine)'");
    }

    @Test
    void understandsWhatTheDeploymentTellsIt() throws Exception {
        String deployment = Files.readString(Built.ROOT.resolve("docs/kubernetes/gateway.yaml"));
        List<String> arguments = found(" - (--\\S+)", deployment);
        arguments.add("--check");
        Finished check = Finished.of(Built.KUBERNETES_IMAGE.run(Map.of(), arguments));
        String effective = String.join("\n", check.out());

        assertThat(check.status()).as("%s", check).isZero();
        assertThat(Integer.parseInt(found("terminationGracePeriodSeconds: (\\d+)", deployment)
                        .getFirst()))
                .as("the time that a kubelet gives, in seconds")
                .isGreaterThan(Integer.parseInt(
                        found("shutdown-grace-period-secs: (\\d+)", effective).getFirst()));
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    @Test
    void loadsNothingOfItUnlessItIsAskedTo() throws Exception {
        try (Engines engines = Engines.start(Built.SIMULATOR, 1);
                Launched process = Built.KUBERNETES_IMAGE.run(
                        Map.of("SMG_JAVA_OPTS", "-Xlog:class+load=info:stdout"),
                        List.of(
                                "--port",
                                "0",
                                "--prometheus-port",
                                "0",
                                "--worker-urls",
                                engines.urls().getFirst().toString()));
                Gateway gateway = Gateway.awaitReady(process)) {
            gateway.process().terminate();

            assertThat(process.out().allLines())
                    .anyMatch(line -> line.contains("io.smg.server.Gateway "))
                    .noneMatch(line -> line.contains(" io.smg.k8s.") || line.contains(" io.fabric8."));
        }
    }

    /**
     * In CPU time, which other programs of the machine disturb least, of the lesser half of many starts; alternately, so that
     * both have the same machine, and without the second compiler, whose work differs from start to start.
     */
    @Test
    void startsAsSoonAsTheImageWithoutIt() throws Exception {
        List<Duration> without = new ArrayList<>();
        List<Duration> with = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            without.add(start(Built.IMAGE));
            with.add(start(Built.KUBERNETES_IMAGE));
        }

        // The bar of 10 ms is for a quiet machine (decision 010); this one notices work that was added.
        assertThat(typical(with)).isLessThan(typical(without).plusMillis(150));
    }

    private static Duration typical(List<Duration> times) {
        return times.stream()
                .sorted()
                .limit(STARTS / 2)
                .reduce(Duration.ZERO, Duration::plus)
                .dividedBy(STARTS / 2);
    }

    private static Duration start(Image image) throws InterruptedException {
        try (Launched process = image.run(
                Map.of("SMG_JAVA_OPTS", "-XX:TieredStopAtLevel=1"),
                List.of("--port", "0", "--prometheus-port", "0", "--enable-igw", "--drain-settle-secs", "0"))) {
            URI url = Gateway.awaitListening(process);
            assertThat(url.getPort()).isPositive();
            return ProcessHandle.of(process.pid())
                    .flatMap(running -> running.info().totalCpuDuration())
                    .orElseThrow();
        }
    }
}
