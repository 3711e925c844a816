package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.RawHttp;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What clients see of overload, of other clients, and of operators. */
@Execution(ExecutionMode.CONCURRENT)
class OperationFaultTest {

    private static final int CLIENTS = 16;

    @Test
    void clientsThatLeaveLeaveNothingBehind() throws Exception {
        try (Fleet fleet = Fleet.together()) {
            Random random = new Random(7);
            for (int i = 0; i < 500; i++) {
                leave(fleet.url(), random.nextBoolean(), random.nextInt(20));
            }
            fleet.awaitQuiet();
            fleet.awaitIdleEngines();

            Tally tally = Clients.ask(fleet.url(), CLIENTS, 200, Clients.QUESTION);
            FaultReport.row(
                    "500 clients left at random moments, then clean requests",
                    tally,
                    fleet.aftermath(),
                    fleet.sum("cancelled") + " were cancelled at an engine, none went on");
            assertThat(tally.failed()).as("%s", tally.outcomes()).isZero();
        }
    }

    private static void leave(URI gateway, boolean stream, int millis) {
        // An answer that takes minutes, if nobody tells the engine that it has become pointless.
        String body = Clients.question(stream, 100_000);
        try (RawHttp client = RawHttp.connect(gateway.getPort())) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: smg\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
        }
    }

    @Test
    void aCapHoldsUnderFiveTimesTheLoad() throws Exception {
        try (Fleet fleet = Fleet.alone(
                "--max-concurrent-requests", "8", "--queue-size", "8", "--rate-limit-tokens-per-second", "100000")) {
            Tally tally = Clients.ask(fleet.url(), 40, 2000, Clients.question(false, 4));

            long peak = fleet.stat(0, "peak_running");
            FaultReport.row(
                    "40 clients, 8 may run and 8 may wait, one engine",
                    tally,
                    fleet.aftermath(),
                    "at most " + peak + " ran at once");
            assertThat(tally.of(Tally.OK) + tally.of("429")).isEqualTo(tally.total());
            assertThat(tally.of(Tally.OK)).isPositive();
            assertThat(peak).isLessThanOrEqualTo(8);
        }
    }

    @Test
    void aDrainRefusesNothingAndCutsNothing() throws Exception {
        try (Fleet fleet = Fleet.together("--drain-settle-secs", "10", "--shutdown-grace-period-secs", "40");
                Clients streams = Clients.start(fleet.url(), 100, 50, Clients.question(true, 300));
                Clients requests = Clients.start(fleet.url(), CLIENTS, 200, Clients.QUESTION)) {
            requests.awaitDone(200);
            long start = System.nanoTime();
            fleet.gateway().process().terminate();
            fleet.awaitDraining();
            requests.awaitDone(requests.done() + 200);
            Tally answered = requests.stop();
            Tally streamed = streams.stop();
            int status = fleet.gateway().process().awaitExit(Duration.ofSeconds(60));
            Duration all = Duration.ofNanos(System.nanoTime() - start);

            FaultReport.row("SIGTERM under load: requests", answered, fleet.aftermathAtEngines(), "");
            FaultReport.row(
                    "SIGTERM under load: streams",
                    streamed,
                    fleet.aftermathAtEngines(),
                    "exit " + status + " after " + FaultReport.millis(all));
            assertThat(answered.failed()).as("%s", answered.outcomes()).isZero();
            assertThat(streamed.failed()).as("%s", streamed.outcomes()).isZero();
            assertThat(status).isZero();
        }
    }

    @Test
    void aWorkerIsTakenAwayAndAnotherAddedUnderLoad() throws Exception {
        try (Fleet fleet = Fleet.together();
                Clients clients = Clients.start(fleet.url(), CLIENTS, 200, Clients.QUESTION);
                Clients streams = Clients.start(fleet.url(), CLIENTS, 20, Clients.question(true, 100))) {
            for (int i = 0; i < Fleet.SIZE; i++) {
                fleet.remove(fleet.engine(i));
                fleet.awaitReady(Fleet.SIZE - 1);
                fleet.add(fleet.engine(i));
                fleet.awaitReady(Fleet.SIZE);
            }

            Tally tally = clients.stop();
            Tally streamed = streams.stop();
            FaultReport.row(
                    "each worker taken away and added again under load: requests", tally, fleet.aftermath(), "");
            FaultReport.row(
                    "each worker taken away and added again under load: streams", streamed, fleet.aftermath(), "");
            assertThat(tally.failed()).as("%s", tally.outcomes()).isZero();
            assertThat(streamed.failed()).as("%s", streamed.outcomes()).isZero();
        }
    }
}
