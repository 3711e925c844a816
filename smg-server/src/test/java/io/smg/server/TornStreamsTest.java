package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.RawAnswer;
import io.smg.testkit.ScriptedWorker;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that a worker does not bring to an end. */
@Timeout(60)
class TornStreamsTest {

    private static final String SSE =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String EVENT = "data: {\"a\":1}\n\n";

    @ParameterizedTest
    @ValueSource(strings = {EVENT, "data: {\"a\":"})
    void endWithAnErrorEventInTheShapeOfOpenAi(String last) {
        try (ScriptedWorker worker = tearing(SSE + chunk(last));
                Front front = Front.of(worker)) {
            RawAnswer answer = front.ask(Front.chat());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.complete()).as("no last chunk").isFalse();
            assertThat(answer.bodyText())
                    .startsWith(last)
                    .containsOnlyOnce("\n\ndata: {\"error\":{")
                    .contains("\"code\":\"upstream_broken\"")
                    .endsWith("}}\n\n")
                    .doesNotContain("127.0.0.1");
        }
    }

    @Test
    void endWithAnErrorEventInTheShapeOfAnthropic() {
        try (ScriptedWorker worker = tearing(SSE + chunk(EVENT));
                Front front = Front.of(worker)) {
            RawAnswer answer = front.ask(Front.request("POST", "/v1/messages", "{}"));

            assertThat(answer.complete()).isFalse();
            assertThat(answer.bodyText())
                    .startsWith(EVENT + "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\"")
                    .endsWith("}}\n\n");
        }
    }

    @Test
    void endWithoutMoreWhereTheyAreNoEventStreams() {
        try (ScriptedWorker worker = tearing("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk("part"));
                Front front = Front.of(worker)) {
            RawAnswer answer = front.ask(Front.chat());

            assertThat(answer.complete()).isFalse();
            assertThat(answer.bodyText()).isEqualTo("part");
        }
    }

    @Test
    void endWhereTheWorkerFallsSilentForTooLong() {
        try (ScriptedWorker worker = Front.worker((request, peer) -> peer.send(SSE + chunk(EVENT)));
                Front front = Front.of(worker, "--stream-idle-timeout-secs", "1")) {
            RawAnswer answer = front.ask(Front.chat());

            assertThat(answer.complete()).isFalse();
            assertThat(answer.bodyText()).startsWith(EVENT).contains("upstream_timeout");
            worker.peers().getLast().awaitLeft(Duration.ofSeconds(5));
        }
    }

    private static ScriptedWorker tearing(String answer) {
        return Front.worker((request, peer) -> {
            peer.send(answer);
            peer.close();
        });
    }

    private static String chunk(String data) {
        return Integer.toHexString(data.length()) + "\r\n" + data + "\r\n";
    }
}
