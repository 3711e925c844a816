package io.smg.server.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.ScriptedWorker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Workers that answer, or leave, before they have read a large request. */
class EarlyAnswerTest {

    private static final int LARGE = 20_000_000;
    private static final String TOO_LARGE = "HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig";

    @Test
    void readsTheAnswerOfAWorkerThatClosesBehindIt() {
        try (ScriptedWorker worker = ScriptedWorker.readingHeadsOnly((request, peer) -> {
                    peer.send(TOO_LARGE);
                    peer.close();
                });
                Caller caller = new Caller(worker)) {
            String result = caller.call(Caller.post(new byte[LARGE]));

            assertThat(result).isEqualTo("413 big");
            assertThat(caller.pool().idle()).isZero();
        }
    }

    @Test
    void readsTheAnswerOfAWorkerThatJustStopsReading() {
        try (ScriptedWorker worker = ScriptedWorker.readingHeadsOnly((request, peer) -> peer.send(TOO_LARGE));
                Caller caller = new Caller(worker)) {
            String result = caller.call(Caller.post(new byte[LARGE]));

            assertThat(result).isEqualTo("413 big");
            assertThat(caller.pool().idle()).isZero();
        }
    }

    @Test
    void goesOnSendingBehindAnInterimAnswer() {
        AtomicLong received = new AtomicLong();
        try (ScriptedWorker worker = ScriptedWorker.readingHeadsOnly((request, peer) -> {
                    peer.send("HTTP/1.1 103 Early Hints\r\n\r\n");
                    received.addAndGet(peer.receive(LARGE).length);
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                });
                Caller caller = new Caller(worker)) {
            String result = caller.call(Caller.post(new byte[LARGE]));

            assertThat(result).isEqualTo("200 ok");
            assertThat(received).hasValue(LARGE);
            assertThat(caller.pool().idle()).isEqualTo(1);
        }
    }

    @Test
    void isNotKeptWaitingByAWorkerThatNeitherReadsNorAnswers() {
        try (ScriptedWorker worker = ScriptedWorker.readingHeadsOnly((request, peer) -> {});
                Caller caller = new Caller(worker).firstByteTimeout(Duration.ofMillis(100))) {
            String result = caller.call(Caller.post(new byte[LARGE]));

            assertThat(result).isEqualTo("TIMED_OUT");
        }
    }

    @Test
    void failsWhereTheWorkerLeavesWithoutAnAnswer() {
        try (ScriptedWorker worker = ScriptedWorker.readingHeadsOnly((request, peer) -> peer.close());
                Caller caller = new Caller(worker)) {
            assertThat(caller.call(Caller.post(new byte[LARGE]))).isEqualTo("CLOSED");
        }
    }

    @Test
    void failsWhereTheWorkerEndsItsHalfWithoutAnAnswer() {
        try (ScriptedWorker worker = ScriptedWorker.readingHeadsOnly((request, peer) -> peer.halfClose());
                Caller caller = new Caller(worker)) {
            assertThat(caller.call(Caller.post(new byte[LARGE]))).isEqualTo("CLOSED");
        }
    }
}
