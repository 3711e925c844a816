package io.smg.sim.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.ScriptedWorker;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadTest {

    private static final String STREAM = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String LAST_CHUNK = "0\r\n\r\n";

    @Test
    void isRightWhenEveryAnswerIs() throws Exception {
        Summary summary = run("HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n{\"finish_reason\":null}", false);

        assertThat(summary.isRight()).isTrue();
        assertThat(summary.json()).contains("\"requests\":3,\"ok\":3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 503 No~Content-Length: 0~~        | status",
                "HTTP/1.1 200 OK~Content-Length: 2~~{}      | wrong",
                "HTTP/1.1 200 OK~Content-Length: 0~~        | wrong",
                "this is not HTTP~~                         | torn"
            })
    void tellsWhatFailed(String answer, String kind) throws Exception {
        Summary summary = run(answer.replace("~", "\r\n"), false);

        assertThat(summary.isRight()).isFalse();
        assertThat(summary.json()).contains("\"" + kind + "\":3");
        assertThat(summary.text()).contains("failed      3: " + kind);
    }

    @Test
    void readsEveryEventOfStream() throws Exception {
        Summary summary = run(STREAM + event(0) + event(1) + done() + LAST_CHUNK, true);

        assertThat(summary.isRight()).isTrue();
        assertThat(summary.json()).contains("\"events\":6,\"events_misplaced\":0");
    }

    @Test
    void seesEventOutOfItsPlace() throws Exception {
        Summary summary = run(STREAM + event(0) + event(2) + done() + LAST_CHUNK, true);

        assertThat(summary.isRight()).isFalse();
        assertThat(summary.json()).contains("\"events_misplaced\":3");
    }

    @Test
    void seesMissingEvent() throws Exception {
        Summary summary = run(STREAM + event(0) + done() + LAST_CHUNK, true);

        assertThat(summary.isRight()).isFalse();
        assertThat(summary.json()).contains("\"wrong\":3");
    }

    @Test
    void seesMissingEndOfStream() throws Exception {
        Summary summary = run(STREAM + event(0) + event(1) + LAST_CHUNK, true);

        assertThat(summary.json()).contains("\"wrong\":3");
    }

    @Test
    void seesTornStream() throws Exception {
        try (ScriptedWorker worker = ScriptedWorker.start((_, peer) -> {
            peer.send(STREAM + event(0));
            peer.close();
        })) {
            assertThat(run(worker.url(), true).json()).contains("\"torn\":3");
        }
    }

    @Test
    void tellsThatNothingListens() throws Exception {
        URI url;
        try (ScriptedWorker worker = ScriptedWorker.answering("")) {
            url = worker.url();
        }

        assertThat(run(url, false).json()).contains("\"connect\":3");
    }

    private static String event(int index) {
        return chunk("data: {\"sim\":{\"i\":" + index + ",\"sent_us\":1}}\n\n");
    }

    private static String done() {
        return chunk("data: [DONE]\n\n");
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static Summary run(String answer, boolean streams) throws InterruptedException {
        try (ScriptedWorker worker = ScriptedWorker.answering(answer)) {
            return run(worker.url(), streams);
        }
    }

    private static Summary run(URI url, boolean streams) throws InterruptedException {
        return Load.run(new LoadOptions(
                url,
                "tiny",
                1,
                0,
                Duration.ofSeconds(20),
                Duration.ZERO,
                3,
                100,
                streams,
                2,
                Optional.empty(),
                Duration.ofSeconds(10),
                Optional.empty()));
    }
}
