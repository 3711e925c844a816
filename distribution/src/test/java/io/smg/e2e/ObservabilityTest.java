package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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
    private static final Pattern NAME = Pattern.compile("\\b(?:smg|jvm|process)_[a-z_]+");
    private static final Pattern EXPRESSION = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern RULE = Pattern.compile("expr:(.*?)\\n {8}(?:for|labels):", Pattern.DOTALL);
    private static final int REQUESTS = 400;
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
    void hasEverySeriesThatTheDashboardAndTheAlertsName() throws Exception {
        try (Fleet fleet = Fleet.together("--max-concurrent-requests", "1", "--queue-size", "0", "--api-key", "k")) {
            Clients.ask(fleet.url(), 8, 100, Clients.QUESTION, "x-api-key", "k");
            awaitSeries(fleet, "smg_admission_in_flight 0\n"); // Or the one who leaves is refused at the door.
            leave(fleet);
            String text = awaitSeries(fleet, "smg_router_cancelled_total");
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
        Commands.run(DOCS, PROMTOOL.toString(), "check", "config", "prometheus.yml");
        try (Fleet fleet = Fleet.together()) {
            Clients.ask(fleet.url(), 4, 20, Clients.QUESTION);
            Path file = Files.writeString(directory.resolve("metrics"), scrape(fleet));

            Commands.run(directory, "sh", "-c", PROMTOOL + " check metrics < " + file);
        }
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
        long end = System.nanoTime() + 10_000_000_000L;
        String text = scrape(fleet);
        while (!text.contains("\n" + name)) {
            assertThat(System.nanoTime()).as(name).isLessThan(end);
            text = scrape(fleet);
        }
        return text;
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
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI metrics = fleet.gateway().metrics();
            return http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                    .body();
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
