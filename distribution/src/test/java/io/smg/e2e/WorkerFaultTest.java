package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.ScriptedWorker;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What clients see of workers that fail. */
@Execution(ExecutionMode.CONCURRENT)
@Order(3)
class WorkerFaultTest {

    private static final int CLIENTS = 16;
    private static final int REQUESTS = 800;

    @Test
    void nobodySeesAWorkerThatRefuses() throws Exception {
        try (Fleet fleet = Fleet.apart("--disable-health-check", "--disable-circuit-breaker")) {
            fleet.kill(0);

            Tally tally = Clients.ask(fleet.url(), CLIENTS, REQUESTS, Clients.QUESTION);

            report("worker refuses connections, no probes, no breaker", fleet, tally, "");
            assertThat(tally.failed()).as("%s", tally.outcomes()).isZero();
        }
    }

    @Test
    void nobodySeesAWorkerThatResetsBeforeTheFirstByte() throws Exception {
        try (Fleet fleet = Fleet.together("--disable-circuit-breaker")) {
            fleet.harm(0, "reset");

            Tally tally = Clients.ask(fleet.url(), CLIENTS, REQUESTS, Clients.QUESTION);

            report("worker resets before the first byte, no breaker", fleet, tally, "");
            assertThat(tally.failed()).as("%s", tally.outcomes()).isZero();
        }
    }

    @Test
    void aFrozenWorkerCostsOnlyWhatItHas() throws Exception {
        try (Fleet fleet = Fleet.apart("--request-timeout-secs", "2", "--health-check-timeout", "500ms");
                Clients clients = Clients.start(fleet.url(), CLIENTS, 200, Clients.QUESTION)) {
            fleet.signal(0, "STOP");
            Duration out = fleet.awaitReady(Fleet.SIZE - 1);
            fleet.signal(0, "CONT");
            Duration back = fleet.awaitReady(Fleet.SIZE);

            Tally tally = clients.stop();
            report(
                    "SIGSTOP, then SIGCONT",
                    fleet,
                    tally,
                    "out after " + FaultReport.millis(out) + ", back after " + FaultReport.millis(back));
            assertThat(tally.failed()).isEqualTo(tally.of("504")).isLessThanOrEqualTo(CLIENTS);
        }
    }

    @Test
    void aSilentWorkerIsTimedOutAndLeft() throws Exception {
        try (Fleet fleet = Fleet.together("--request-timeout-secs", "1", "--circuit-breaker-threshold", "2")) {
            fleet.harm(0, "silence");

            Tally tally = Clients.ask(fleet.url(), CLIENTS, REQUESTS, Clients.QUESTION);

            report("worker accepts and stays silent, its probes good", fleet, tally, "504 until its breaker opens");
            assertThat(tally.failed()).isEqualTo(tally.of("504")).isLessThanOrEqualTo(CLIENTS);
        }
    }

    @Test
    void nobodySeesAWorkerThatIsKilledAndComesBack() throws Exception {
        try (Fleet fleet = Fleet.apart();
                Clients clients = Clients.start(fleet.url(), CLIENTS, 300, Clients.QUESTION)) {
            fleet.kill(0);
            fleet.awaitReady(Fleet.SIZE - 1);
            fleet.restart(0);
            Duration back = fleet.awaitRequestAt(0);

            Tally tally = clients.stop();
            report(
                    "kill -9 under load, restart on the same port",
                    fleet,
                    tally,
                    "served again after " + FaultReport.millis(back));
            assertThat(tally.failed()).as("%s", tally.outcomes()).isZero();
        }
    }

    @Test
    void errorsOfOneWorkerStayWithinTheBudget() throws Exception {
        try (Fleet fleet = Fleet.together()) {
            fleet.harm(0, "status=500");
            fleet.harm(1, "rate=0.3;status=502");
            fleet.harm(2, "rate=0.3;status=504");

            Tally tally = Clients.ask(fleet.url(), CLIENTS, REQUESTS, Clients.QUESTION);

            long attempts = fleet.sum("received");
            report("bursts of 500, 502 and 504 at three of four", fleet, tally, attempts + " attempts");
            assertThat(attempts).isLessThanOrEqualTo(storm(tally.total()));
        }
    }

    @Test
    void backPressureOpensNoBreakerAndIsSpared() throws Exception {
        try (Fleet fleet = Fleet.together("--circuit-breaker-threshold", "1")) {
            fleet.harm(0, "status=429;retry-after=1");
            fleet.harm(1, "status=503;retry-after=1");

            Tally tally = Clients.ask(fleet.url(), CLIENTS, REQUESTS, Clients.QUESTION);
            long spared = fleet.stat(0, "received") + fleet.stat(1, "received");
            fleet.harmAll("");
            fleet.send(fleet.engine(0).resolve("/sim/reset"), "POST", "");
            try (Clients later = Clients.start(fleet.url(), CLIENTS, 100, Clients.QUESTION)) {
                Duration back = fleet.awaitRequestAt(0);
                later.stop();

                report(
                        "429 and 503 with Retry-After: 1 at two of four",
                        fleet,
                        tally,
                        "asked " + spared + " times, served again after " + FaultReport.millis(back));
            }
            assertThat(spared).isLessThan(REQUESTS / 4);
        }
    }

    @Test
    void aSlowWorkerGetsLess() throws Exception {
        try (Fleet fleet = Fleet.together("--policy", "power_of_two")) {
            fleet.harm(0, "delay=1s");

            Tally tally = Clients.ask(fleet.url(), CLIENTS, REQUESTS, Clients.QUESTION);

            double share = 100.0 * fleet.stat(0, "received") / tally.total();
            report("one of four is 100 times slower, power_of_two", fleet, tally, "it gets %.1f %%".formatted(share));
            assertThat(tally.failed()).as("%s", tally.outcomes()).isZero();
            assertThat(share).isLessThan(10);
        }
    }

    @Test
    void aWorkerThatClosesIdleConnectionsFailsNoRequest() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{}";
        try (ScriptedWorker worker = ScriptedWorker.start((request, peer) -> {
                    peer.send(answer);
                    if (request.line().startsWith("POST")) {
                        // Around the moment at which the next request comes.
                        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(10_000_000));
                        peer.close();
                    }
                });
                Fleet fleet = Fleet.of(worker.url(), "--disable-circuit-breaker");
                Clients clients = Clients.start(fleet.url(), 4, 200, Clients.QUESTION)) {
            clients.awaitDone(1000);

            Tally tally = clients.stop();
            report("worker closes idle connections when requests come, one worker", fleet, tally, "");
            assertThat(tally.failed()).as("%s", tally.outcomes()).isZero();
        }
    }

    @Test
    void aTornBodyLooksTorn() throws Exception {
        try (Fleet fleet = Fleet.together("--disable-circuit-breaker")) {
            fleet.harmAll("close;after-bytes=250");

            Tally tally = Clients.ask(fleet.url(), CLIENTS, 200, Clients.QUESTION);

            report("every body breaks off in the middle", fleet, tally, "");
            assertThat(tally.of("torn")).isEqualTo(tally.total());
        }
    }

    @Test
    void aTornStreamEndsWithAnErrorEvent() throws Exception {
        try (Fleet fleet = Fleet.together("--disable-circuit-breaker")) {
            fleet.harmAll("reset;after=3");

            Tally tally = Clients.ask(fleet.url(), CLIENTS, 200, Clients.question(true, 8));

            report("every stream breaks off after three events", fleet, tally, "");
            assertThat(tally.of("torn")).isEqualTo(tally.total());
        }
    }

    @Test
    void anAnswerThatIsNoHttpIsA502AndNothingElse() throws Exception {
        try (Fleet fleet = Fleet.together("--disable-circuit-breaker")) {
            fleet.harmAll("rate=0.2;framing=garbage");

            Tally tally = Clients.ask(fleet.url(), CLIENTS, REQUESTS, Clients.QUESTION);

            report("a fifth of all answers is no HTTP", fleet, tally, "");
            assertThat(tally.failed()).isEqualTo(tally.of("502")).isPositive();
        }
    }

    @Test
    void withoutWorkersClientsAreToldAtOnceAndServedSoonAfterTheyReturn() throws Exception {
        try (Fleet fleet = Fleet.apart()) {
            for (int i = 0; i < Fleet.SIZE; i++) {
                fleet.kill(i);
            }
            fleet.awaitReady(0);
            Tally down = Clients.ask(fleet.url(), CLIENTS, REQUESTS, Clients.QUESTION);
            for (int i = 0; i < Fleet.SIZE; i++) {
                fleet.restart(i);
            }
            Duration back = fleet.awaitReady(Fleet.SIZE);
            Tally up = Clients.ask(fleet.url(), CLIENTS, REQUESTS, Clients.QUESTION);

            report("all workers down", fleet, down, "503 in " + FaultReport.millis(down.p99()) + " (p99)");
            report("all workers up again", fleet, up, "all ready after " + FaultReport.millis(back));
            assertThat(down.of("503")).isEqualTo(down.total());
            assertThat(up.failed()).isZero();
        }
    }

    @Test
    void flappingWorkersFailNoRequest() throws Exception {
        try (Fleet fleet = Fleet.together("--disable-circuit-breaker");
                Clients clients = Clients.start(fleet.url(), CLIENTS, 200, Clients.QUESTION)) {
            for (int i = 0; i < 20; i++) {
                fleet.harm(i % Fleet.SIZE, "close");
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                fleet.harm(i % Fleet.SIZE, "");
            }
            fleet.harmAll("");

            Tally tally = clients.stop();
            report("workers close connections and recover in turn", fleet, tally, "");
            assertThat(tally.failed()).as("%s", tally.outcomes()).isZero();
            assertThat(fleet.awaitReady(Fleet.SIZE)).isNotNull();
        }
    }

    @Test
    void aStormOfErrorsIsNotMultiplied() throws Exception {
        try (Fleet fleet = Fleet.together("--disable-circuit-breaker")) {
            // With a delay, so that all clients are under way at once.
            fleet.harmAll("delay=20ms;status=500");

            Tally tally = Clients.ask(fleet.url(), 64, 3000, Clients.QUESTION);

            long attempts = fleet.sum("received");
            report(
                    "every worker answers 500, 64 clients, no breaker",
                    fleet,
                    tally,
                    "%d attempts, %.2f a request".formatted(attempts, (double) attempts / tally.total()));
            assertThat(tally.of("500")).isEqualTo(tally.total());
            assertThat(attempts).isLessThanOrEqualTo(storm(tally.total()));
        }
    }

    /**
     * As many attempts as the budget allows for so many requests: one in five of those that are under way may be a
     * second one. Its floor counts when only the last are left.
     */
    private static long storm(int requests) {
        return Math.round(1.25 * requests) + 16;
    }

    private static void report(String scenario, Fleet fleet, Tally tally, String figure) throws InterruptedException {
        FaultReport.row(scenario, tally, fleet.aftermath(), figure);
    }
}
