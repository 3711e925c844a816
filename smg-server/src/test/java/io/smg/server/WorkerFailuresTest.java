package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.Peer;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import io.smg.testkit.ScriptedWorker;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of what follows from what a worker does. Breakers open at the first failure, so that it shows. */
@Timeout(60)
class WorkerFailuresTest {

    private static final String[] ONE_FAILURE = {"--circuit-breaker-threshold", "1"};

    @Test
    void goesElsewhereAtOnceFromAWorkerThatRefuses() {
        try (ScriptedWorker good = Front.answering(Front.OK);
                Front front = Front.of(List.of(Front.nobody(), good.url()), ONE_FAILURE)) {
            assertThat(front.ask(Front.chat()).status()).isEqualTo(200);
            assertThat(front.ask(Front.chat()).status()).isEqualTo(200);
        }
    }

    @Test
    void goesElsewhereFromAWorkerThatClosesBeforeAnyByteAndCountsAFailure() {
        try (ScriptedWorker bad = Front.worker((request, peer) -> peer.close());
                ScriptedWorker good = Front.answering(Front.OK);
                Front front = Front.of(bad, good, ONE_FAILURE)) {
            assertThat(front.ask(Front.chat()).status()).isEqualTo(200);
            assertThat(front.ask(Front.chat()).status()).isEqualTo(200);

            assertThat(Front.received(bad)).as("its breaker is open").isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--disable-retries"})
    void asksAWorkerAgainOnAFreshConnectionWhereAReusedOneWasClosed(String option) {
        AtomicInteger requests = new AtomicInteger();
        String[] options = Stream.concat(Stream.of(ONE_FAILURE), Stream.of(option))
                .filter(text -> !text.isEmpty())
                .toArray(String[]::new);
        try (ScriptedWorker worker = Front.worker((request, peer) -> {
                    if (requests.incrementAndGet() == 2) {
                        peer.close();
                    } else {
                        peer.send(Front.OK);
                    }
                });
                Front front = Front.of(worker, options)) {
            assertThat(front.ask(Front.chat()).status()).isEqualTo(200);
            front.awaitQuiet(); // Then the connection is in the pool.
            assertThat(front.ask(Front.chat()).status())
                    .as("over a fresh connection")
                    .isEqualTo(200);
            assertThat(front.ask(Front.chat()).status())
                    .as("the breaker is closed")
                    .isEqualTo(200);

            assertThat(requests).hasValue(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504})
    void goesElsewhereFromAnAnswerThatSaysTheWorkerHasFailedAndCountsAFailure(int status) {
        try (ScriptedWorker bad = Front.answering(Front.answer(status));
                ScriptedWorker good = Front.answering(Front.OK);
                Front front = Front.of(bad, good, ONE_FAILURE)) {
            assertThat(front.ask(Front.chat()).status()).isEqualTo(200);
            assertThat(front.ask(Front.chat()).status()).isEqualTo(200);

            assertThat(Front.received(bad)).as("its breaker is open").isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("backPressure")
    void sparesAnOverloadedWorkerAndGoesElsewhere(int status, String retryAfter) {
        try (ScriptedWorker busy = Front.answering(Front.answer(status, retryAfter));
                ScriptedWorker good = Front.answering(Front.OK);
                Front front = Front.of(busy, good)) {
            assertThat(front.ask(Front.chat()).status()).isEqualTo(200);
            assertThat(front.ask(Front.chat()).status()).isEqualTo(200);

            assertThat(Front.received(busy)).as("it cools off").isEqualTo(1);
        }
    }

    static Stream<Arguments> backPressure() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(5));
        return Stream.of(429, 503)
                .flatMap(status -> Stream.of("Retry-After: 60", "Retry-After: " + date, "X-Nothing: said")
                        .map(field -> Arguments.of(status, field)));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void usesAnOverloadedWorkerWhereThereIsNoOtherAndCountsNoFailure(int status) {
        try (ScriptedWorker busy = Front.answering(Front.answer(status, "Retry-After: 60"));
                Front front = Front.of(busy, ONE_FAILURE)) {
            for (int i = 0; i < 3; i++) {
                RawAnswer answer = front.ask(Front.chat());
                assertThat(answer.status()).isEqualTo(status);
                assertThat(answer.field("Retry-After")).hasValue("60");
                assertThat(answer.bodyText()).isEqualTo("said");
            }

            assertThat(Front.received(busy)).isEqualTo(3);
        }
    }

    @Test
    void answers504ForASilentWorkerWithoutAnotherTryAndCountsAFailure() {
        try (ScriptedWorker silent = Front.worker((request, peer) -> {});
                ScriptedWorker good = Front.answering(Front.OK);
                Front front =
                        Front.of(silent, good, "--circuit-breaker-threshold", "1", "--request-timeout-secs", "1")) {
            RawAnswer answer = front.ask(Front.chat());
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.field("X-SMG-Error-Code")).hasValue("upstream_timeout");
            assertThat(Front.received(good)).isZero();

            assertThat(front.ask(Front.chat()).status()).isEqualTo(200);
            assertThat(Front.received(silent)).as("its breaker is open").isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 408, 422, 501, 505})
    void passesOnWhatSaysNothingOfTheWorker(int status) {
        try (ScriptedWorker worker = Front.answering(Front.answer(status));
                ScriptedWorker other = Front.answering(Front.OK);
                Front front = Front.of(worker, other, ONE_FAILURE)) {
            for (int i = 0; i < 2; i++) {
                RawAnswer answer = front.ask(Front.chat());
                assertThat(answer.status()).isEqualTo(status);
                assertThat(answer.bodyText()).isEqualTo("said");
            }

            assertThat(Front.received(other)).isZero();
        }
    }

    @Test
    void leavesTheCountAsItIsAfterAnAnswerThatSaysNothing() {
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedWorker worker = Front.worker(
                        (request, peer) -> peer.send(Front.answer(requests.incrementAndGet() == 2 ? 404 : 500)));
                Front front = Front.of(worker, "--disable-retries", "--circuit-breaker-threshold", "2")) {
            assertThat(front.ask(Front.chat()).status()).isEqualTo(500);
            assertThat(front.ask(Front.chat()).status()).isEqualTo(404);
            assertThat(front.ask(Front.chat()).status()).isEqualTo(500);

            RawAnswer answer = front.ask(Front.chat());
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.field("X-SMG-Error-Code")).hasValue("no_available_workers");
            assertThat(answer.field("Retry-After")).isPresent();
        }
    }

    @Test
    void neverRepeatsARequestWhoseAnswerHasBegun() {
        try (ScriptedWorker bad = Front.worker((request, peer) -> {
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart");
                    peer.close();
                });
                ScriptedWorker good = Front.answering(Front.OK);
                Front front = Front.of(bad, good, ONE_FAILURE)) {
            RawAnswer torn = front.ask(Front.chat());
            assertThat(torn.status()).isEqualTo(200);
            assertThat(torn.complete()).isFalse();
            assertThat(torn.bodyText()).isEqualTo("part");
            assertThat(Front.received(good)).isZero();

            assertThat(front.ask(Front.chat()).complete()).isTrue();
            assertThat(Front.received(bad)).as("its breaker is open").isEqualTo(1);
        }
    }

    @Test
    void blamesNoWorkerForAClientThatLeaves() {
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedWorker worker = Front.worker((request, peer) -> {
                    if (requests.incrementAndGet() > 1) {
                        peer.send(Front.OK);
                    }
                });
                Front front = Front.of(worker, ONE_FAILURE)) {
            try (RawHttp client = front.connect()) {
                client.send(Front.chat());
                Front.await("the worker is asked", () -> Front.received(worker) == 1);
            }
            front.awaitQuiet();

            assertThat(front.ask(Front.chat()).status()).isEqualTo(200);
            assertThat(worker.peers()).filteredOn(Peer::hasLeft).isNotEmpty();
        }
    }

    @Test
    void sendsAProbeOnceTheBreakersTimeoutIsOver() {
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedWorker worker = Front.worker(
                        (request, peer) -> peer.send(requests.incrementAndGet() == 1 ? Front.answer(500) : Front.OK));
                Front front = Front.of(
                        worker,
                        "--disable-retries",
                        "--circuit-breaker-threshold",
                        "1",
                        "--circuit-breaker-timeout",
                        "1",
                        "--cb-success-threshold",
                        "1")) {
            assertThat(front.ask(Front.chat()).status()).isEqualTo(500);
            assertThat(front.ask(Front.chat()).status()).isEqualTo(503);
            Front.await(
                    "the breaker lets one through",
                    () -> front.ask(Front.chat()).status() == 200);

            assertThat(front.ask(Front.chat()).status()).isEqualTo(200);
        }
    }
}
