package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.Peer;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import io.smg.testkit.ScriptedWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients before a gateway that lets one request in at a time. */
@Timeout(60)
class QueueTest {

    /** A head that announces a body which never comes. */
    private static final String HEAD_ONLY =
            "POST /v1/chat/completions HTTP/1.1\r\nHost: gateway\r\nContent-Length: 100\r\n\r\n";

    private final LinkedBlockingQueue<Peer> served = new LinkedBlockingQueue<>();
    private final ScriptedWorker worker = Front.worker((request, peer) -> served.add(peer));

    @Test
    void areTurnedAwayBeforeTheirBodyIsReadWhereTheQueueIsFull() throws Exception {
        try (worker;
                Front front = oneAtATime("--queue-size", "0");
                RawHttp inside = front.connect();
                RawHttp client = front.connect()) {
            Peer peer = enter(inside);
            RawAnswer answer = client.send(HEAD_ONLY).read();

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.field("X-SMG-Error-Code")).hasValue("queue_full");
            assertThat(answer.field("Retry-After")).isPresent();
            assertThat(answer.bodyText()).startsWith("{\"error\":{").contains("\"code\":\"queue_full\"");
            peer.send(Front.OK);
            assertThat(inside.read().status()).isEqualTo(200);
        }
    }

    @Test
    void areToldWhenTheyHaveWaitedTooLong() throws Exception {
        try (worker;
                Front front = oneAtATime("--queue-timeout-secs", "1");
                RawHttp inside = front.connect();
                RawHttp client = front.connect()) {
            Peer peer = enter(inside);
            RawAnswer answer = client.send(HEAD_ONLY).read();

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.field("X-SMG-Error-Code")).hasValue("queue_timeout");
            assertThat(answer.field("Retry-After")).isPresent();
            assertThat(answer.bodyText()).startsWith("{\"error\":{");
            peer.send(Front.OK);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 100_000})
    void freeTheirPlaceWhenTheyLeaveAndTheWorkerNeverHearsOfThem(int bodySize) throws Exception {
        try (worker;
                Front front = oneAtATime("--queue-size", "1");
                RawHttp inside = front.connect()) {
            Peer peer = enter(inside);
            try (RawHttp leaver = front.connect()) {
                leaver.send(Front.request("POST", "/v1/chat/completions", "\"" + "x".repeat(bodySize - 2) + "\""));
                assertThat(isAnswered(leaver, Duration.ofMillis(300))).isFalse();
            }
            RawHttp next = awaitPlace(front);
            peer.send(Front.OK);
            nextPeer().send(Front.OK);

            assertThat(next.patience(Duration.ofSeconds(10)).read().status()).isEqualTo(200);
            assertThat(Front.received(worker)).isEqualTo(2);
            next.close();
        }
    }

    @Test
    void keepAPlaceUntilTheLastByteOfTheirAnswer() throws Exception {
        try (worker;
                Front front = oneAtATime("--queue-size", "0");
                RawHttp inside = front.connect()) {
            Peer peer = enter(inside);
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npa");
            inside.readHead();
            assertThat(front.ask(Front.chat()).status()).isEqualTo(429);
            peer.send("rt");
            front.awaitQuiet();

            try (RawHttp client = front.connect()) {
                enter(client).send(Front.OK);
                assertThat(client.read().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void askForHealthWithoutWaiting() throws Exception {
        try (worker;
                Front front = oneAtATime("--queue-size", "0");
                RawHttp inside = front.connect()) {
            Peer peer = enter(inside);

            assertThat(front.ask(Front.request("GET", "/health", "")).status()).isEqualTo(200);
            assertThat(front.ask(Front.request("GET", "/v1/models", "")).status())
                    .isEqualTo(200);
            assertThat(front.ask(Front.request("GET", "/workers", "")).status()).isEqualTo(200);
            peer.send(Front.OK);
        }
    }

    @Test
    void areNeverMoreAtTheWorkerThanTheNumberSays() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ScriptedWorker counting = Front.worker((request, peer) -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Thread.onSpinWait();
                    inside.decrementAndGet();
                    peer.send(Front.OK);
                });
                Front front = Front.of(counting, "--max-concurrent-requests", "3", "--queue-size", "100")) {
            List<Thread> crowd = new ArrayList<>();
            AtomicInteger good = new AtomicInteger();
            for (int i = 0; i < 60; i++) {
                crowd.add(Thread.startVirtualThread(
                        () -> good.addAndGet(front.ask(Front.chat()).status() == 200 ? 1 : 0)));
            }
            for (Thread client : crowd) {
                client.join();
            }

            assertThat(good).hasValue(60);
            assertThat(most).hasValueBetween(1, 3);
            front.awaitQuiet();
        }
    }

    private Front oneAtATime(String option, String value) {
        return Front.of(worker, "--max-concurrent-requests", "1", option, value);
    }

    private Peer enter(RawHttp client) throws InterruptedException {
        client.send(Front.chat());
        return nextPeer();
    }

    private Peer nextPeer() throws InterruptedException {
        @Nullable Peer peer = served.poll(10, TimeUnit.SECONDS);
        assertThat(peer).as("a request reaches the worker").isNotNull();
        return peer;
    }

    /** A client that waits, which it can once the queue has a place. */
    private static RawHttp awaitPlace(Front front) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            RawHttp client = front.connect().send(Front.chat());
            if (!isAnswered(client, Duration.ofSeconds(1))) {
                return client;
            }
            client.close();
            assertThat(System.nanoTime()).as("the leaver's place is free").isLessThan(end);
        }
    }

    private static boolean isAnswered(RawHttp client, Duration patience) {
        try {
            client.patience(patience).readHead();
            return true;
        } catch (AssertionError waits) {
            return false;
        }
    }
}
