package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.smg.distribution.Launched;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the image shows of itself, and what docs/observability makes of it. */
@Execution(ExecutionMode.CONCURRENT)
class ObservabilityTest {

    private static final Path DOCS = Built.ROOT.resolve("docs/observability");
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern NAME = Pattern.compile("\\b(?:smg|jvm|process)_[a-z_]+");
    private static final Pattern EXPRESSION = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern RULE = Pattern.compile("expr:(.*?)\\n {8}(?:for|labels):", Pattern.DOTALL);
    private static final Pattern EVENT = Pattern.compile("\"event\":\"([a-z_]+)\"");
    private static final int REQUESTS = 400;

    /** Events of files that change, of a listener that is lost, and of discovery. */
    private static final Set<String> ELSEWHERE = Set.of(
            "credentials_renewed",
            "credentials_kept",
            "listener_lost",
            "pod_came",
            "pod_left",
            "discovery_failed",
            "discovery_recovered");

    private static final String ANSWERED =
            "smg_http_responses_total{path=\"/v1/chat/completions\",status_code=\"200\",error_code=\"\"}";

    @Test
    void showsUnderTrafficWhichWorkerFails() throws Exception {
        try (Fleet fleet = Fleet.together("--circuit-breaker-threshold", "3")) {
            fleet.harm(0, "status=500");

            Tally tally = Clients.ask(fleet.url(), 8, REQUESTS, Clients.QUESTION);
            // A client has its answer a moment before the gateway has counted it.
            String text = awaitSeries(fleet, ANSWERED + " " + REQUESTS);

            assertThat(tally.failed()).isZero();
            assertThat(value(text, "smg_http_requests_total{method=\"POST\",path=\"/v1/chat/completions\"}"))
                    .isEqualTo(REQUESTS);
            assertThat(value(text, ANSWERED)).isEqualTo(REQUESTS);
            assertThat(value(text, "smg_worker_cb_state{worker=\"" + fleet.engine(0) + "\"}"))
                    .isEqualTo(1);
            assertThat(value(text, "smg_worker_health{worker=\"" + fleet.engine(0) + "\"}"))
                    .isEqualTo(1);
            for (int i = 1; i < Fleet.SIZE; i++) {
                assertThat(value(text, "smg_worker_cb_state{worker=\"" + fleet.engine(i) + "\"}"))
                        .isZero();
            }
            double attempts = text.lines()
                    .filter(line -> line.startsWith("smg_worker_selection_total"))
                    .mapToDouble(ObservabilityTest::number)
                    .sum();
            assertThat(attempts).isEqualTo(REQUESTS + value(text, "smg_worker_retries_total"));
            assertThat(value(text, "smg_router_ttft_seconds_count")).isEqualTo(REQUESTS);
            assertThat(fleet.gateway().process().out().lines().stream()
                            .filter(line -> line.contains(" REQUEST POST /v1/chat/completions 200 answered "))
                            .count())
                    .isPositive();
        }
    }

    @Test
    void namesInItsLogWhatTheDocumentationSaysThatItNames() throws Exception {
        Set<String> documented = documentedEvents();
        try (Fleet fleet =
                Fleet.together("--log-json", "--circuit-breaker-threshold", "2", "--drain-settle-secs", "0")) {
            fleet.harm(0, "close");
            Clients.ask(fleet.url(), 1, 20, Clients.QUESTION);
            fleet.harm(0, "");
            fleet.harm(1, "close;after=1");
            Clients.ask(fleet.url(), 1, 20, Clients.question(true, 8));
            fleet.remove(fleet.engine(3));
            for (int i = 0; i < Fleet.SIZE; i++) {
                fleet.sicken(i, "status=500");
            }
            fleet.awaitReady(0);
            fleet.gateway().process().terminate();
            Set<String> told = events(fleet.gateway().process().out().allLines());

            assertThat(told).isSubsetOf(documented);
            assertThat(documented)
                    .as("those that nothing here could bring about have tests of their own")
                    .containsAll(ELSEWHERE);
            documented.removeAll(ELSEWHERE);
            assertThat(told).containsAll(documented);
        }
    }

    @Test
    void logsNoMoreThanItIsToldAndRequestsWhereItIsTold(@TempDir Path directory) throws Exception {
        Path log = directory.resolve("access.log");
        int port = ControlPlane.freePort();
        List<String> options = List.of(
                "--port", String.valueOf(port), "--prometheus-port", "0", "--enable-igw", "--drain-settle-secs", "0");
        try (Launched gateway = Built.IMAGE.run(
                Map.of("SMG_LOG_LEVEL", "warn", "SMG_LOG_JSON", "true", "SMG_ACCESS_LOG", log.toString()), options)) {
            URI health = URI.create("http://127.0.0.1:" + port + "/health");
            await("health", () -> answered(health).equals("OK"));
            gateway.terminate();

            assertThat(gateway.out().allLines()).isEmpty();
            assertThat(gateway.err().allLines()).isEmpty();
            assertThat(Files.readAllLines(log))
                    .singleElement()
                    .asString()
                    .startsWith("{\"timestamp\":")
                    .contains("\"event\":\"request\"", "\"route\":\"/health\"", "\"ending\":\"answered\"");
        }
    }

    private static Set<String> documentedEvents() throws IOException {
        String text = Files.readString(DOCS.resolve("README.md"));
        String chapter = text.substring(text.indexOf("## Events of the log"));
        return Pattern.compile("`([a-z_]+)`")
                .matcher(chapter)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !name.equals("event"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> events(List<String> lines) {
        return lines.stream()
                .flatMap(line -> EVENT.matcher(line).results())
                .map(match -> match.group(1))
                .filter(name -> !name.equals("request"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void hasEverySeriesThatTheDashboardAndTheAlertsName() throws Exception {
        try (Fleet fleet = Fleet.together("--max-concurrent-requests", "1", "--queue-size", "0", "--api-key", "k")) {
            Clients.ask(fleet.url(), 8, 100, Clients.QUESTION, "x-api-key", "k");
            awaitSeries(fleet, "smg_admission_in_flight 0\n"); // Or the one who leaves is refused at the door.
            leave(fleet);
            String text = awaitSeries(fleet, "smg_router_cancelled_total{stage=\"body\"} 1\n");
            Set<String> shown = new HashSet<>(names(text));

            assertThat(used(DOCS.resolve("dashboard.json"), EXPRESSION))
                    .isNotEmpty()
                    .isSubsetOf(shown);
            assertThat(used(DOCS.resolve("alerts.yml"), RULE)).isNotEmpty().isSubsetOf(shown);
        }
    }

    @Test
    void satisfiesPrometheusOwnTool(@TempDir Path directory) throws Exception {
        assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed (Debian: apt-get install prometheus)");
        Commands.run(DOCS, PROMTOOL.toString(), "check", "rules", "alerts.yml");
        Commands.run(DOCS, PROMTOOL.toString(), "test", "rules", "alerts.test.yml");
        Commands.run(DOCS, PROMTOOL.toString(), "check", "config", "prometheus.yml");
        try (Fleet fleet = Fleet.together()) {
            Clients.ask(fleet.url(), 4, 20, Clients.QUESTION);
            Path file = Files.writeString(directory.resolve("metrics"), scrape(fleet));

            Commands.run(directory, "sh", "-c", PROMTOOL + " check metrics < " + file);
        }
    }

    /** As the scrape configuration tells it to, which is in OpenMetrics. */
    @Test
    void isUnderstoodByPrometheusItself(@TempDir Path directory) throws Exception {
        assumeTrue(Files.isExecutable(PROMETHEUS), "Prometheus is not installed (Debian: apt-get install prometheus)");
        try (Fleet fleet = Fleet.together()) {
            Clients.ask(fleet.url(), 4, 20, Clients.QUESTION);
            URI server = URI.create("http://127.0.0.1:" + ControlPlane.freePort());
            try (Launched _ = prometheus(directory, fleet.gateway().metrics(), server)) {
                URI query = server.resolve("/api/v1/query?query=smg_http_requests_total");

                await("the count of requests", () -> answered(query).endsWith(",\"20\"]}]}}"));
            }
        }
    }

    private static Launched prometheus(Path directory, URI scraped, URI listening) throws IOException {
        Files.copy(DOCS.resolve("alerts.yml"), directory.resolve("alerts.yml"));
        String config = Files.readString(DOCS.resolve("prometheus.yml"))
                .replace("localhost:29000", scraped.getAuthority())
                .replace("scrape_interval: 15s", "scrape_interval: 1s");
        Files.writeString(directory.resolve("prometheus.yml"), config);
        return Launched.start(
                List.of(
                        PROMETHEUS.toString(),
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=data",
                        "--web.listen-address=" + listening.getAuthority()),
                Map.of(),
                directory);
    }

    private static void leave(Fleet fleet) throws IOException {
        URI url = fleet.url();
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            String head =
                    "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nx-api-key: k\r\nContent-Length: 100\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String awaitSeries(Fleet fleet, String name) throws Exception {
        await(name, () -> scrape(fleet).contains("\n" + name));
        return scrape(fleet);
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static Set<String> used(Path file, Pattern expressions) throws IOException {
        Set<String> names = new TreeSet<>();
        expressions
                .matcher(Files.readString(file))
                .results()
                .map(expression -> expression.group(1))
                .forEach(expression -> names.addAll(names(expression)));
        return names;
    }

    private static List<String> names(String text) {
        return NAME.matcher(text).results().map(MatchResult::group).toList();
    }

    private static String scrape(Fleet fleet) throws IOException, InterruptedException {
        return get(fleet.gateway().metrics());
    }

    private static String get(URI url) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    /** What is answered; nothing while nobody listens yet. */
    private static String answered(URI url) throws IOException, InterruptedException {
        try {
            return get(url);
        } catch (ConnectException e) {
            return "";
        }
    }

    private static double value(String text, String series) {
        return Stream.of(text.split("\n"))
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(ObservabilityTest::number)
                .sum();
    }

    private static double number(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
