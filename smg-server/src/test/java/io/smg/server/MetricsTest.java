package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.Peer;
import io.smg.testkit.RawHttp;
import io.smg.testkit.ScriptedWorker;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a gateway counts, against what was sent to it. */
@Timeout(60)
class MetricsTest {

    static final String USAGE =
            "{\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":5,\"prompt_tokens_details\":{\"cached_tokens\":8}}}";

    private static final String STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n5\r\ntoken\r\n";

    private static final String CHAT_RESPONSES =
            "smg_http_responses_total{path=\"/v1/chat/completions\",status_code=\"";

    @Test
    void countAnAnsweredRequestInEveryFamilyThatItConcerns() {
        try (ScriptedWorker worker = Front.answeringWith(USAGE);
                Front front = Front.of(worker)) {
            front.ask(Front.chat());
            Scraped scraped = Scraped.whenOver(front, 1);

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
    void nameTheStatusesThatAreKnown() {
        try (ScriptedWorker worker = Front.worker((request, peer) -> peer.send(
                        "HTTP/1.1 " + request.field("X-Status").orElse("200") + " Said\r\nContent-Length: 0\r\n\r\n"));
                Front front = Front.of(worker)) {
            for (String status : List.of("307", "529", "498", "599")) {
                front.ask(Front.chat("X-Status: " + status));
            }
            Scraped scraped = Scraped.whenOver(front, 4);

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
            Scraped over = Scraped.whenOver(front, 1);
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
            Scraped scraped = Scraped.whenOver(front, 1);

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
            front.ask(Front.request("OPTIONS", "/v1/chat/completions", "", fields));
            Scraped scraped = Scraped.whenOver(front, 1);

            assertThat(scraped.sum("smg_http_requests_total")).isEqualTo(1);
            assertThat(scraped.sum("smg_http_responses_total")).isEqualTo(1);
        }
    }

    @Test
    void countARequestForAWorkerThatNeverAnswered() {
        try (ScriptedWorker worker = Front.worker((request, peer) -> peer.close());
                Front front = Front.of(worker, "--disable-retries")) {
            front.ask(Front.chat());
            Scraped scraped = Scraped.whenOver(front, 1);

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
            Scraped scraped = Scraped.whenOver(front, 3);

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
                crowd.add(Thread.startVirtualThread(() -> front.ask(Front.chat())));
                crowd.add(Thread.startVirtualThread(() -> front.ask(Front.chat("X-Wish: break"))));
                crowd.add(Thread.startVirtualThread(() -> front.ask(Front.chat("X-Wish: close"))));
                crowd.add(Thread.startVirtualThread(
                        () -> front.ask(Front.request("POST", "/v1/chat/completions", "no JSON"))));
                crowd.add(Thread.startVirtualThread(() -> front.ask(Front.request("GET", "/nowhere", ""))));
                crowd.add(Thread.startVirtualThread(() -> front.ask("GET / HTTP/1.1\r\n\r\n")));
                crowd.add(Thread.startVirtualThread(() -> leave(front, hanging)));
            }
            for (Thread client : crowd) {
                client.join();
            }
            Scraped scraped = Scraped.whenOver(front, 140);

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

    /** Leaves once a worker has such a request: this one, or another one as good. */
    private static void leave(Front front, Semaphore hanging) {
        try (RawHttp client = front.connect()) {
            client.send(Front.chat("X-Wish: hang"));
            hanging.acquireUninterruptibly();
        }
    }
}
