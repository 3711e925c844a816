package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smg.server.cli.Invocation;
import io.smg.server.cli.SmgCommand;
import io.smg.server.ingress.ListenException;
import io.smg.server.routing.Router;
import io.smg.testkit.Peer;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import io.smg.testkit.ScriptedWorker;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a gateway shows of itself, against what was sent to it. */
@Timeout(60)
class MetricsTest {

    private static final String USAGE =
            "{\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":5,\"prompt_tokens_details\":{\"cached_tokens\":8}}}";
    private static final String STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n5\r\ntoken\r\n";
    private static final String CHAT_RESPONSES =
            "smg_http_responses_total{path=\"/v1/chat/completions\",status_code=\"";

    @Test
    void countAnAnsweredRequestInEveryFamilyThatItConcerns() {
        try (ScriptedWorker worker = answeringWith(USAGE);
                Front front = Front.of(worker)) {
            front.ask(Front.chat());
            Scraped scraped = whenOver(front, 1);

            String of = "{worker=\"" + worker.url() + "\"";
            assertThat(scraped.value("smg_http_requests_total{method=\"POST\",path=\"/v1/chat/completions\"}"))
                    .isEqualTo(1);
            assertThat(scraped.value(CHAT_RESPONSES + "200\",error_code=\"\"}")).isEqualTo(1);
            assertThat(scraped.value("smg_http_request_duration_seconds_count")).isEqualTo(1);
            assertThat(scraped.value("smg_http_rate_limit_total{result=\"allowed\"}"))
                    .isEqualTo(1);
            assertThat(
                            scraped.value(
                                    "smg_router_requests_total{model=\"other\",endpoint=\"/v1/chat/completions\",streaming=\"false\"}"))
                    .isEqualTo(1);
            assertThat(scraped.value("smg_router_ttft_seconds_count")).isEqualTo(1);
            assertThat(scraped.value("smg_router_queue_wait_seconds_count")).isEqualTo(1);
            assertThat(scraped.value("smg_router_tokens_total{model=\"other\",kind=\"prompt\"}"))
                    .isEqualTo(12);
            assertThat(scraped.value("smg_router_tokens_total{model=\"other\",kind=\"cached\"}"))
                    .isEqualTo(8);
            assertThat(scraped.value("smg_router_tokens_total{model=\"other\",kind=\"completion\"}"))
                    .isEqualTo(5);
            assertThat(scraped.value("smg_worker_selection_total" + of + ",policy=\"round_robin\"}"))
                    .isEqualTo(1);
            assertThat(scraped.value("smg_worker_requests_active" + of + "}")).isZero();
            assertThat(scraped.value("smg_worker_queued_tokens" + of + "}")).isZero();
            assertThat(scraped.value("smg_worker_health" + of + "}")).isEqualTo(1);
            assertThat(scraped.value("smg_worker_retries_total")).isZero();
            assertThat(scraped.value("smg_discovery_workers_discovered{source=\"static\"}"))
                    .isEqualTo(1);
            assertThat(scraped.value("smg_admission_in_flight")).isZero();
            assertThat(scraped.value("process_resident_memory_bytes")).isGreaterThan(1 << 20);
            assertThat(scraped.value("process_cpu_seconds_total")).isPositive();
            assertThat(scraped.value("process_open_fds")).isGreaterThan(2);
            assertThat(scraped.value("process_max_fds")).isGreaterThan(scraped.value("process_open_fds"));
            assertThat(scraped.value("jvm_memory_heap_used_bytes")).isPositive();
            assertThat(scraped.sum("smg_build_info")).isEqualTo(1);
        }
    }

    @Test
    void haveTheNamesAndLabelsOfTheContractAndNoOthers() {
        try (ScriptedWorker worker = answeringWith(USAGE);
                Front front = Front.of(
                        List.of(Front.nobody(), worker.url()), "--api-key", "k", "--circuit-breaker-threshold", "1")) {
            ask(front, Front.chat("x-api-key: k"));
            try (RawHttp client = front.connect()) {
                client.send("POST /v1/completions HTTP/1.1\r\nHost: a\r\nx-api-key: k\r\nContent-Length: 9\r\n\r\n");
            }

            assertThat(whenOver(front, 2).families())
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
    void nameTheStatusesThatAreKnown() {
        try (ScriptedWorker worker = Front.worker((request, peer) -> peer.send(
                        "HTTP/1.1 " + request.field("X-Status").orElse("200") + " Said\r\nContent-Length: 0\r\n\r\n"));
                Front front = Front.of(worker)) {
            for (String status : List.of("307", "529", "498", "599")) {
                ask(front, Front.chat("X-Status: " + status));
            }
            Scraped scraped = whenOver(front, 4);

            assertThat(scraped.value(CHAT_RESPONSES + "307\",error_code=\"\"}")).isEqualTo(1);
            assertThat(scraped.value(CHAT_RESPONSES + "529\",error_code=\"\"}")).isEqualTo(1);
            assertThat(scraped.value(CHAT_RESPONSES + "other\",error_code=\"\"}"))
                    .isEqualTo(2);
        }
    }

    @Test
    void tellOfAStreamWhileItRuns() throws Exception {
        LinkedBlockingQueue<Peer> streaming = new LinkedBlockingQueue<>();
        try (ScriptedWorker worker = Front.worker((request, peer) -> {
                    peer.send(STREAM);
                    streaming.add(peer);
                });
                Front front = Front.of(worker);
                RawHttp client = front.connect()) {
            client.send(Front.chat()).readHead();
            Scraped running = Scraped.of(front);

            assertThat(running.value("smg_router_ttft_seconds_count")).isEqualTo(1);
            assertThat(running.value("smg_router_queue_wait_seconds_count")).isEqualTo(1);
            assertThat(running.value("smg_http_rate_limit_total{result=\"allowed\"}"))
                    .isEqualTo(1);
            assertThat(
                            running.value(
                                    "smg_router_requests_total{model=\"other\",endpoint=\"/v1/chat/completions\",streaming=\"true\"}"))
                    .isEqualTo(1);
            assertThat(running.value("smg_http_request_duration_seconds_count")).isZero();
            streaming.take().send("0\r\n\r\n");
            Scraped over = whenOver(front, 1);
            assertThat(over.sum("smg_router_requests_total")).isEqualTo(1);
            assertThat(over.value("smg_router_ttft_seconds_count")).isEqualTo(1);
        }
    }

    @Test
    void countAClientThatLeftBeforeItsBodyAmongTheCancelled() {
        try (ScriptedWorker worker = Front.answering(Front.OK);
                Front front = Front.of(worker)) {
            try (RawHttp client = front.connect()) {
                client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n");
            }
            Scraped scraped = whenOver(front, 1);

            assertThat(scraped.value("smg_router_cancelled_total{stage=\"body\"}"))
                    .isEqualTo(1);
            assertThat(scraped.sum("smg_http_responses_total")).isZero();
        }
    }

    @Test
    void countAPreflightAmongTheRequests() {
        try (ScriptedWorker worker = Front.answering(Front.OK);
                Front front = Front.of(worker)) {
            String[] fields = {"Origin: https://page.test", "Access-Control-Request-Method: POST"};
            ask(front, Front.request("OPTIONS", "/v1/chat/completions", "", fields));
            Scraped scraped = whenOver(front, 1);

            assertThat(scraped.sum("smg_http_requests_total")).isEqualTo(1);
            assertThat(scraped.sum("smg_http_responses_total")).isEqualTo(1);
        }
    }

    @Test
    void countARequestForAWorkerThatNeverAnswered() {
        try (ScriptedWorker worker = Front.worker((request, peer) -> peer.close());
                Front front = Front.of(worker, "--disable-retries")) {
            front.ask(Front.chat());
            Scraped scraped = whenOver(front, 1);

            assertThat(scraped.sum("smg_router_requests_total")).isEqualTo(1);
            assertThat(scraped.value("smg_router_ttft_seconds_count")).isZero();
        }
    }

    @Test
    void showWhichWorkerIsTheProblem() {
        URI gone = Front.nobody();
        try (ScriptedWorker well = Front.answering(Front.OK);
                Front front = Front.of(List.of(gone, well.url()), "--circuit-breaker-threshold", "2")) {
            front.ask(Front.chat());
            front.ask(Front.chat());
            front.ask(Front.chat());
            Scraped scraped = whenOver(front, 3);

            assertThat(scraped.value("smg_worker_cb_state{worker=\"" + gone + "\"}"))
                    .isEqualTo(1);
            assertThat(scraped.value("smg_worker_cb_state{worker=\"" + well.url() + "\"}"))
                    .isZero();
            assertThat(scraped.value(
                            "smg_worker_cb_transitions_total{worker=\"" + gone + "\",from=\"closed\",to=\"open\"}"))
                    .isEqualTo(1);
            assertThat(scraped.value("smg_worker_retries_total")).isEqualTo(2);
            assertThat(scraped.value(CHAT_RESPONSES + "200\",error_code=\"\"}")).isEqualTo(3);
        }
    }

    @Test
    void addUpAfterAStormOfAllEndings() throws Exception {
        Semaphore hanging = new Semaphore(0);
        try (ScriptedWorker worker = Front.worker((request, peer) -> {
                    switch (request.field("X-Wish").orElse("ok")) {
                        case "break" -> {
                            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart");
                            peer.close();
                        }
                        case "hang" -> {
                            hanging.release();
                            peer.awaitLeft(Duration.ofSeconds(20));
                        }
                        case "close" -> peer.close();
                        default -> peer.send(Front.OK);
                    }
                });
                Front front = Front.of(worker, "--disable-circuit-breaker", "--max-payload-size", "1000")) {
            List<Thread> crowd = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                crowd.add(Thread.startVirtualThread(() -> ask(front, Front.chat())));
                crowd.add(Thread.startVirtualThread(() -> ask(front, Front.chat("X-Wish: break"))));
                crowd.add(Thread.startVirtualThread(() -> ask(front, Front.chat("X-Wish: close"))));
                crowd.add(Thread.startVirtualThread(
                        () -> ask(front, Front.request("POST", "/v1/chat/completions", "no JSON"))));
                crowd.add(Thread.startVirtualThread(() -> ask(front, Front.request("GET", "/nowhere", ""))));
                crowd.add(Thread.startVirtualThread(() -> ask(front, "GET / HTTP/1.1\r\n\r\n")));
                crowd.add(Thread.startVirtualThread(() -> leave(front, hanging)));
            }
            for (Thread client : crowd) {
                client.join();
            }
            Scraped scraped = whenOver(front, 140);

            assertThat(scraped.sum(series ->
                            series.startsWith("smg_http_responses_total") && series.endsWith("error_code=\"\"}")))
                    .as("answered")
                    .isEqualTo(20);
            assertThat(scraped.sum(series -> series.contains("error_code=\"invalid_json\"")
                            || series.contains("error_code=\"not_found\"")
                            || series.contains("error_code=\"bad_request\"")))
                    .as("rejected")
                    .isEqualTo(60);
            assertThat(scraped.sum(series -> series.contains("error_code=\"upstream_")))
                    .as("failed")
                    .isEqualTo(40);
            assertThat(scraped.sum("smg_router_cancelled_total"))
                    .as("cancelled")
                    .isEqualTo(20);
            assertThat(scraped.sum("smg_http_requests_total")).as("received").isEqualTo(140);
            assertThat(scraped.value("smg_admission_in_flight")).isZero();
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
            int before = whenOver(front, 4).samples().size();
            for (int i = 0; i < 1000; i++) {
                invent(front, random);
            }

            assertThat(whenOver(front, 4004).samples()).hasSize(before);
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
            whenOver(front, 1);
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
    void nameASourceThatSeesNobody() {
        try (Front front = Front.of(List.of())) {
            assertThat(Scraped.of(front).value("smg_discovery_workers_discovered{source=\"static\"}"))
                    .isZero();
        }
    }

    @Test
    void ofFiveHundredWorkersAreQuicklyThere() {
        List<URI> workers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            workers.add(URI.create("http://127.0.0.1:9/worker-" + i));
        }
        try (Front front = Front.of(workers)) {
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 20; i++) {
                long start = System.nanoTime();
                Scraped.ask(front.gateway().metricsPort());
                best = Math.min(best, System.nanoTime() - start);
            }

            assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(50));
        }
    }

    private static void invent(Front front, Random random) {
        String word = HexFormat.of().toHexDigits(random.nextInt());
        ask(front, Front.request("GET", "/" + word, ""));
        ask(front, Front.request("GET", "/v1/" + word, "", "X-Status: " + random.nextInt(530, 600)));
        ask(front, Front.request("POST", "/v1/chat/completions", "{\"model\":\"" + word + "\"}"));
        ask(front, Front.request("X" + word, "/v1/models", ""));
    }

    private static void ask(Front front, String request) {
        try (RawHttp client = front.connect()) {
            client.send(request).read();
        }
    }

    /** Leaves once a worker has such a request: this one, or another one as good. */
    private static void leave(Front front, Semaphore hanging) {
        try (RawHttp client = front.connect()) {
            client.send(Front.chat("X-Wish: hang"));
            hanging.acquireUninterruptibly();
        }
    }

    private static ScriptedWorker answeringWith(String body) {
        return Front.answering("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** What is shown once so many requests have come and all are over. */
    private static Scraped whenOver(Front front, int requests) {
        Front.await("all requests are counted", () -> {
            Scraped now = Scraped.of(front);
            return now.sum("smg_http_requests_total") == requests
                    && now.value("smg_http_request_duration_seconds_count") == requests;
        });
        return Scraped.of(front);
    }
}
