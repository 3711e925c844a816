package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.Peer;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import io.smg.testkit.ScriptedWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often, when and where a request is sent again. */
@Timeout(60)
class RepeatingTest {

    private static final String[] LONG_BACKOFF = {"--retry-initial-backoff-ms", "30000"};

    @Test
    void closesTheFailedConnectionBeforeTheNextAttempt() {
        LinkedBlockingQueue<Peer> failed = new LinkedBlockingQueue<>();
        // The answer never ends, so its connection can't be used again.
        try (ScriptedWorker bad = Front.worker((request, peer) -> {
                    failed.add(peer);
                    peer.send("HTTP/1.1 500 No\r\nContent-Length: 100\r\n\r\nno");
                });
                ScriptedWorker good = Front.worker((request, peer) -> {
                    // If it were still open now, it would be until this request is answered.
                    failed.element().awaitLeft(Duration.ofSeconds(5));
                    peer.send(Front.OK);
                });
                Front front = Front.of(bad, good)) {
            assertThat(front.ask(Front.chat()).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void triesSoOftenInAll(int attempts) {
        try (ScriptedWorker bad = Front.answering(Front.answer(500));
                Front front = Front.of(
                        bad,
                        "--retry-max-retries",
                        Integer.toString(attempts),
                        "--retry-initial-backoff-ms",
                        "1",
                        "--circuit-breaker-threshold",
                        "100")) {
            RawAnswer answer = front.ask(Front.chat());

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.bodyText()).isEqualTo("said");
            assertThat(Front.received(bad)).isEqualTo(attempts);
        }
    }

    @Test
    void triesOnceWithoutRetries() {
        try (ScriptedWorker bad = Front.answering(Front.answer(500));
                ScriptedWorker good = Front.answering(Front.OK);
                Front front = Front.of(bad, good, "--disable-retries")) {
            assertThat(front.ask(Front.chat()).status()).isEqualTo(500);
            assertThat(Front.received(good)).isZero();
        }
    }

    @Test
    void waitsForNothingBeforeItTriesAnotherWorker() {
        try (ScriptedWorker bad = Front.answering(Front.answer(500));
                ScriptedWorker good = Front.answering(Front.OK);
                Front front = Front.of(bad, good, LONG_BACKOFF)) {
            assertThat(front.ask(Front.chat()).status()).isEqualTo(200);
        }
    }

    @Test
    void waitsBeforeItTriesTheSameWorkerAndStopsWaitingWhenTheClientLeaves() {
        try (ScriptedWorker bad = Front.answering(Front.answer(500));
                Front front = Front.of(bad, LONG_BACKOFF)) {
            try (RawHttp client = front.connect()) {
                client.send(Front.chat());
                Front.await("the worker is asked", () -> Front.received(bad) == 1);
                assertThat(front.gateway().isQuiet()).isFalse();
            }
            front.awaitQuiet();

            assertThat(Front.received(bad)).isEqualTo(1);
        }
    }

    @Test
    void passesTheLastAnswerOnWhereTheNextWorkerRefuses() {
        try (ScriptedWorker bad = Front.answering(Front.answer(500, "X-From: the worker"));
                Front front = Front.of(List.of(bad.url(), Front.nobody()))) {
            RawAnswer answer = front.ask(Front.chat());

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.field("X-From")).hasValue("the worker");
            assertThat(answer.bodyText()).isEqualTo("said");
        }
    }

    @Test
    void passesTheLastOfSeveralAnswersOn() {
        try (ScriptedWorker one = Front.answering(Front.answer(500));
                ScriptedWorker other = Front.answering(Front.answer(503, "Retry-After: 9"));
                Front front = Front.of(one, other, "--retry-max-retries", "2")) {
            RawAnswer answer = front.ask(Front.chat());

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.field("Retry-After")).hasValue("9");
        }
    }

    @Test
    void goesToEachWorkerOnceWhereNoneAnswers() {
        try (ScriptedWorker one = Front.worker((request, peer) -> peer.close());
                ScriptedWorker other = Front.worker((request, peer) -> peer.close());
                Front front = Front.of(one, other, "--circuit-breaker-threshold", "100")) {
            RawAnswer answer = front.ask(Front.chat());

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.field("X-SMG-Error-Code")).hasValue("upstream_unreachable");
            assertThat(answer.bodyText()).doesNotContain("127.0.0.1");
            assertThat(Front.received(one)).isEqualTo(1);
            assertThat(Front.received(other)).isEqualTo(1);
        }
    }

    @Test
    void addsNoMoreThanAFifthToAStorm() throws InterruptedException {
        int clients = 60;
        CountDownLatch first = new CountDownLatch(clients);
        CountDownLatch counted = new CountDownLatch(1);
        AtomicInteger attempts = new AtomicInteger();
        try (ScriptedWorker bad = Front.worker((request, peer) -> {
                    boolean again = attempts.incrementAndGet() > clients;
                    first.countDown();
                    await(again ? counted : first);
                    peer.send(Front.answer(500));
                });
                Front front = Front.of(bad, "--circuit-breaker-threshold", "1000", "--retry-initial-backoff-ms", "1")) {
            List<Thread> crowd = new ArrayList<>();
            AtomicInteger turnedAway = new AtomicInteger();
            for (int i = 0; i < clients; i++) {
                crowd.add(Thread.startVirtualThread(() -> {
                    assertThat(front.ask(Front.chat()).status()).isEqualTo(500);
                    turnedAway.incrementAndGet();
                }));
            }
            Front.await("all but those that retry are done", () -> turnedAway.get() + attempts.get() == 2 * clients);

            assertThat(attempts.get() - clients).isBetween(3, clients / 5);
            counted.countDown();
            for (Thread client : crowd) {
                assertThat(client.join(Duration.ofSeconds(10))).isTrue();
            }
            assertThat(turnedAway).hasValue(clients);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
