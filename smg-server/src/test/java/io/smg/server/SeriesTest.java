package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smg.server.cli.Invocation;
import io.smg.server.cli.SmgCommand;
import io.smg.server.ingress.ListenException;
import io.smg.server.routing.Router;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import io.smg.testkit.ScriptedWorker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which series a gateway shows, and to whom. */
@Timeout(60)
class SeriesTest {

    /** Of half a megabyte each. */
    private static final int SCRAPES = 60;

    @Test
    void haveTheNamesAndLabelsOfTheContractAndNoOthers() {
        try (ScriptedWorker worker = Front.answeringWith(MetricsTest.USAGE);
                Front front = Front.of(
                        List.of(Front.nobody(), worker.url()), "--api-key", "k", "--circuit-breaker-threshold", "1")) {
            front.ask(Front.chat("x-api-key: k"));
            try (RawHttp client = front.connect()) {
                client.send("POST /v1/completions HTTP/1.1\r\nHost: a\r\nx-api-key: k\r\nContent-Length: 9\r\n\r\n");
            }

            assertThat(Scraped.whenOver(front, 2).families())
                    .filteredOn(family -> family.startsWith("smg_"))
                    .containsExactlyInAnyOrder(
                            "smg_access_log_dropped_total",
                            "smg_admission_in_flight",
                            "smg_admission_waiting",
                            "smg_build_info{version}",
                            "smg_discovery_last_list_age_seconds{source}",
                            "smg_discovery_workers_discovered{source}",
                            "smg_http_rate_limit_total{result}",
                            "smg_http_request_duration_seconds",
                            "smg_http_requests_by_key_total{key}",
                            "smg_http_requests_total{method,path}",
                            "smg_http_responses_total{path,status_code,error_code}",
                            "smg_router_cancelled_total{stage}",
                            "smg_router_predicted_cached_tokens_total{model}",
                            "smg_router_queue_wait_seconds",
                            "smg_router_requests_total{model,endpoint,streaming}",
                            "smg_router_tokens_total{model,kind}",
                            "smg_router_ttft_seconds",
                            "smg_worker_cb_state{worker}",
                            "smg_worker_cb_transitions_total{worker,from,to}",
                            "smg_worker_health{worker}",
                            "smg_worker_queued_tokens{worker}",
                            "smg_worker_requests_active{worker}",
                            "smg_worker_retries_total",
                            "smg_worker_selection_total{worker,policy}");
        }
    }

    @Test
    void getNoMoreSeriesFromWhatClientsInvent() {
        Random random = new Random(8);
        try (ScriptedWorker worker = Front.worker((request, peer) -> {
                    String status = request.field("X-Status").orElse("299");
                    peer.send("HTTP/1.1 " + status + " Odd\r\nContent-Length: 2\r\n\r\nok");
                });
                Front front = Front.of(worker)) {
            invent(front, random);
            int before = Scraped.whenOver(front, 4).samples().size();
            for (int i = 0; i < 1000; i++) {
                invent(front, random);
            }

            assertThat(Scraped.whenOver(front, 4004).samples()).hasSize(before);
        }
    }

    @Test
    void loseTheSeriesOfAWorkerThatIsRemoved() {
        try (ScriptedWorker one = Front.answering(Front.OK);
                ScriptedWorker other = Front.answering(Front.OK);
                Front front = Front.of(one, other)) {
            front.ask(Front.chat());
            assertThat(Scraped.of(front).sum(series -> series.contains(one.url().toString())))
                    .isPositive();
            String list = front.ask(Front.request("GET", "/workers", "")).bodyText();
            int at = list.indexOf("\"worker_id\":\"") + "\"worker_id\":\"".length();
            String id = list.substring(at, list.indexOf('"', at));
            assertThat(front.ask(Front.request("DELETE", "/workers/" + id, "")).status())
                    .isBetween(200, 204);

            Front.await("its series are gone", () -> Scraped.of(front).samples().keySet().stream()
                    .noneMatch(series -> series.contains(one.url().toString())));
            assertThat(Scraped.of(front).value("smg_discovery_workers_discovered{source=\"static\"}"))
                    .isEqualTo(1);
        }
    }

    @Test
    void comeInTheFormatThatIsAskedForAndNothingElseIsServed() {
        try (ScriptedWorker worker = Front.answering(Front.OK);
                Front front = Front.of(worker)) {
            front.ask(Front.chat());
            Scraped.whenOver(front, 1);
            int port = front.gateway().metricsPort();
            RawAnswer plain = Scraped.ask(port);
            RawAnswer open = Scraped.ask(port, "Accept: application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

            assertThat(plain.field("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(plain.bodyText()).contains("# TYPE smg_http_requests_total counter");
            assertThat(open.field("Content-Type"))
                    .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
            assertThat(open.bodyText())
                    .contains("# TYPE smg_worker_retries counter")
                    .endsWith("# EOF\n");
            try (RawHttp client = RawHttp.connect(port)) {
                assertThat(client.send(Front.request("GET", "/workers", ""))
                                .read()
                                .status())
                        .isEqualTo(404);
            }
            try (RawHttp client = RawHttp.connect(port)) {
                assertThat(client.send(Front.request("POST", "/metrics", ""))
                                .read()
                                .status())
                        .isEqualTo(405);
            }
        }
    }

    @Test
    void needAPortThatIsFree() {
        try (ScriptedWorker worker = Front.answering(Front.OK);
                Front front = Front.of(worker)) {
            String port = String.valueOf(front.gateway().metricsPort());
            String[] options = {
                "--port", "0", "--prometheus-port", port, "--access-log", "off", "--worker-urls", "http://127.0.0.1:9"
            };
            Invocation.Run run = (Invocation.Run) SmgCommand.parse(options, Map.of());

            try (Gateway second =
                    new Gateway(run.config(), new Router(new Front.First(), Map.of()), Optional.empty())) {
                assertThatExceptionOfType(ListenException.class)
                        .isThrownBy(second::start)
                        .withMessage("can't listen on 0.0.0.0 port " + port + ": Address already in use");
            }
        }
    }

    @Test
    void areThereBeforeThereIsAnythingToCount() {
        try (Front front = Front.of(List.of())) {
            Scraped scraped = Scraped.of(front);

            assertThat(scraped.samples())
                    .containsEntry("smg_http_rate_limit_total{result=\"rejected\"}", 0.0)
                    .containsEntry("smg_router_cancelled_total{stage=\"worker\"}", 0.0)
                    .containsEntry("smg_worker_retries_total", 0.0);
        }
    }

    @Test
    void haveBucketsFromACachedPromptToTheLongestGeneration() {
        try (Front front = Front.of(List.of())) {
            Scraped scraped = Scraped.of(front);

            assertThat(scraped.bounds("smg_router_ttft_seconds"))
                    .startsWith("0.005")
                    .endsWith("120", "+Inf");
            assertThat(scraped.bounds("smg_http_request_duration_seconds")).endsWith("1800", "+Inf");
        }
    }

    @Test
    void nameASourceThatSeesNobody() {
        try (Front front = Front.of(List.of())) {
            assertThat(Scraped.of(front).value("smg_discovery_workers_discovered{source=\"static\"}"))
                    .isZero();
        }
    }

    /** Asked for again and again and read by nobody, they fill all that lies between the gateway and who asks. */
    @Test
    void ofFiveHundredWorkersHoldUpNobodyWhileTheyAreBeingWritten() throws IOException {
        try (ScriptedWorker worker = Front.answering(Front.OK);
                Front front = Front.of(fiveHundred(worker.url()));
                RawHttp scraper = slowReader(front.gateway().metricsPort())) {
            scraper.send(Front.request("GET", "/metrics", "").repeat(SCRAPES));
            for (int i = 0; i < 100; i++) {
                assertThat(front.ask(Front.chat()).status()).isEqualTo(200);
            }
            String added = "{\"url\":\"http://127.0.0.1:9/added\"}";
            assertThat(front.ask(Front.request("POST", "/workers", added)).status())
                    .isEqualTo(202);
            assertThat(Scraped.of(front).value("smg_worker_health{worker=\"http://127.0.0.1:9/added\"}"))
                    .isEqualTo(1);
            long size = 0;
            for (int i = 0; i < SCRAPES; i++) {
                size += scraper.read().bodyText().length();
            }

            assertThat(size).as("more than fits into sockets' buffers").isGreaterThan(16L << 20);
        }
    }

    private static List<URI> fiveHundred(URI first) {
        List<URI> workers = new ArrayList<>(List.of(first));
        for (int i = 1; i < 500; i++) {
            workers.add(URI.create("http://127.0.0.1:9/worker-" + i));
        }
        return workers;
    }

    private static RawHttp slowReader(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(65_536);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return RawHttp.over(socket);
    }

    private static void invent(Front front, Random random) {
        String word = HexFormat.of().toHexDigits(random.nextInt());
        front.ask(Front.request("GET", "/" + word, ""));
        front.ask(Front.request("GET", "/v1/" + word, "", "X-Status: " + random.nextInt(530, 600)));
        front.ask(Front.request("POST", "/v1/chat/completions", "{\"model\":\"" + word + "\"}"));
        front.ask(Front.request("X" + word, "/v1/models", ""));
    }
}
