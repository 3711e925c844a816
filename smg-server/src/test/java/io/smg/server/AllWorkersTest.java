package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.Peer;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.ScriptedWorker;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator asks of all workers at once. */
@Timeout(60)
class AllWorkersTest {

    private static final String LOADS = body("[{\"dp_rank\":0,\"num_used_tokens\":5},{\"num_used_tokens\":7}]");

    @ParameterizedTest
    @CsvSource({"POST, /flush_cache", "GET, /get_loads", "GET, /engine_metrics"})
    void isDoneByAll(String method, String path) {
        try (ScriptedWorker one = ScriptedWorker.answering(LOADS);
                ScriptedWorker other = ScriptedWorker.answering(LOADS);
                Front front = Front.of(one, other)) {
            assertThat(front.ask(Front.request(method, path, "")).status()).isEqualTo(200);
            assertThat(one.requests()).anyMatch(request -> request.line().startsWith(method + " "));
            assertThat(other.requests()).anyMatch(request -> request.line().startsWith(method + " "));
        }
    }

    @Test
    void namesTheOneThatFailsWhereCachesAreFlushed() {
        try (ScriptedWorker good = ScriptedWorker.answering(body(""));
                ScriptedWorker bad = ScriptedWorker.answering(Front.answer(500));
                Front front = Front.of(good, bad)) {
            RawAnswer answer = front.ask(Front.request("POST", "/flush_cache", ""));

            assertThat(answer.status()).isEqualTo(206);
            assertThat(answer.bodyText())
                    .contains("\"successful\":[\"" + good.url() + "\"]")
                    .contains("\"failed\":[{\"worker\":\"" + bad.url() + "\",\"error\":\"status 500\"}]");
        }
    }

    @Test
    void areNotLeftForWhereTheySendTheGateway() {
        try (ScriptedWorker elsewhere = ScriptedWorker.answering(LOADS);
                ScriptedWorker worker = ScriptedWorker.answering(Front.answer(302, "Location: " + elsewhere.url()));
                Front front = Front.of(worker)) {
            for (String path : List.of("/get_loads", "/engine_metrics", "/v1/models")) {
                front.ask(Front.request("GET", path, ""));
            }
            front.ask(Front.request("POST", "/flush_cache", ""));

            assertThat(front.ask(Front.chat()).field("Location"))
                    .as("the client may follow")
                    .hasValue(elsewhere.url().toString());
            assertThat(worker.requests()).hasSizeGreaterThanOrEqualTo(4);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void waitsForASilentOneNoLongerThanItsDeadline() {
        try (ScriptedWorker good = ScriptedWorker.answering(LOADS);
                ScriptedWorker silent = ScriptedWorker.start((request, peer) -> {});
                Front front = Front.of(List.of(good.url(), silent.url(), Front.nobody()))) {
            RawAnswer answer = front.ask(Front.request("GET", "/get_loads", ""));

            assertThat(answer.status()).isEqualTo(206);
            assertThat(answer.bodyText()).contains("\"load\":12", "\"load\":-1");
            String failed = answer.bodyText().substring(answer.bodyText().indexOf("\"failed\""));
            assertThat(failed)
                    .contains(silent.url().toString())
                    .doesNotContain(good.url().toString());
        }
    }

    @Test
    void mergesTheMetricsOfThoseThatAnswer() {
        try (ScriptedWorker good = ScriptedWorker.answering(body("q 1\n"));
                ScriptedWorker bad = ScriptedWorker.answering(Front.answer(404));
                Front front = Front.of(good, bad)) {
            RawAnswer answer = front.ask(Front.request("GET", "/engine_metrics", ""));
            RawAnswer scraped =
                    front.ask(Front.request("GET", "/engine_metrics", "", "X-Prometheus-Scrape-Timeout-Seconds: 5"));

            assertThat(answer.status()).isEqualTo(206);
            assertThat(answer.bodyText())
                    .isEqualTo("# failed: " + bad.url() + ": status 404\nq{worker_addr=\"" + good.url() + "\"} 1\n");
            assertThat(scraped.status()).isEqualTo(200);
        }
    }

    @Test
    void leaveOutTheOneThatAnswersWithoutEnd() {
        try (ScriptedWorker good = ScriptedWorker.answering(body("q 1\n"));
                ScriptedWorker endless = ScriptedWorker.start((request, peer) -> answerWithoutEnd(peer));
                Front front = Front.of(good, endless)) {
            RawAnswer answer = front.ask(Front.request("GET", "/engine_metrics", ""));

            assertThat(answer.status()).isEqualTo(206);
            assertThat(answer.bodyText())
                    .isEqualTo("# failed: " + endless.url() + ": AnswerTooLongException\nq{worker_addr=\"" + good.url()
                            + "\"} 1\n");
        }
    }

    private static void answerWithoutEnd(Peer peer) throws IOException {
        peer.send("HTTP/1.1 200 OK\r\n\r\n");
        while (!peer.hasLeft()) {
            peer.send("q 2\n".repeat(10_000));
        }
    }

    private static String body(String text) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text;
    }
}
