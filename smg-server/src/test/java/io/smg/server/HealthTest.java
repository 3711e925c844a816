package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.server.worker.WorkerRegistry;
import io.smg.testkit.LogLines;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.ScriptedWorker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What probes of the workers lead to. */
class HealthTest {

    private static final String SICK = "HTTP/1.1 503 Sick\r\nContent-Length: 0\r\n\r\n";
    private static final String[] OFTEN = {"--health-check-interval", "20ms"};

    @Test
    void takesAWorkerInOnceItsProbeSucceeds() {
        AtomicBoolean well = new AtomicBoolean();
        try (Engine engine = Engine.probed(Engine.ok(Engine.MODELS), whenSet(well, Engine.ok("")));
                Serving gateway = Serving.probing(List.of(engine.url()), OFTEN)) {
            int before = gateway.ask(Serving.chat()).status();
            well.set(true);
            gateway.await("the worker to be ready", () -> readyWorkers(gateway, 1));

            assertThat(before).isEqualTo(503);
            gateway.assertServesCleanly();
        }
    }

    @Test
    void saysInTheLogWhatProbesFoundWrong() {
        URI gone = Front.nobody();
        try (LogLines log = LogLines.of(WorkerRegistry.class);
                Engine sick = Engine.probed(Engine.ok(Engine.MODELS), (request, peer) -> peer.send(SICK));
                Serving gateway = Serving.probing(List.of(gone, sick.url()), OFTEN)) {
            String found = "INFO worker_not_ready: worker %s is not ready: /health ";
            List<String> lines = List.of(
                    found.formatted(gone) + "gives no answer: java.net.ConnectException: Connection refused",
                    found.formatted(sick.url()) + "answers 503");
            gateway.await("both to be probed", () -> log.lines().containsAll(lines));

            assertThat(log.lines())
                    .filteredOn(line -> line.contains(" is not ready: "))
                    .hasSize(2);
        }
    }

    @Test
    void leavesAWorkerOutOnceItsProbesFail() {
        AtomicBoolean well = new AtomicBoolean(true);
        try (Engine failing = Engine.probed(Engine.ok(Engine.MODELS), whenSet(well, Engine.ok("")));
                Engine lasting = Engine.answering(Engine.OK);
                Serving gateway = Serving.probing(List.of(failing.url(), lasting.url()), OFTEN)) {
            gateway.await("both to be ready", () -> readyWorkers(gateway, 2));
            gateway.assertServesCleanly();
            well.set(false);
            gateway.await("one to be out", () -> readyWorkers(gateway, 1));
            gateway.assertServesCleanly();

            assertThat(failing.waiting()).isEqualTo(1);
            assertThat(lasting.waiting()).isEqualTo(1);
        }
    }

    @Test
    void probesAWorkerAtAnIpv6Address() {
        try (ScriptedWorker worker = answeringAtIpv6();
                Serving gateway = Serving.probing(List.of(worker.url()), OFTEN)) {
            gateway.await("the worker to be ready", () -> readyWorkers(gateway, 1));

            gateway.assertServesCleanly();
            assertThat(worker.requests().getFirst().field("Host")).hasValue("[0:0:0:0:0:0:0:1]:" + worker.port());
        }
    }

    @Test
    void probesAWorkerAtAnIpv6AddressThatWasAddedOverHttp() {
        try (ScriptedWorker worker = answeringAtIpv6();
                Engine other = Engine.probed(Engine.ok(Engine.MODELS), (request, peer) -> peer.send(SICK));
                Serving gateway = Serving.probing(List.of(other.url()), OFTEN)) {
            gateway.ask(Serving.request("POST", "/workers", "{\"url\":\"" + worker.url() + "\"}"));
            gateway.await("the worker to be ready", () -> readyWorkers(gateway, 1));

            gateway.assertServesCleanly();
        }
    }

    private static ScriptedWorker answeringAtIpv6() {
        try {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.ofLiteral("::1"));
            return ScriptedWorker.behind(listener, (request, peer) -> peer.send(Engine.OK));
        } catch (IOException e) {
            return Assumptions.abort("this machine has no IPv6: " + e.getMessage());
        }
    }

    @Test
    void asksBelowABasePathWithThePathAsItIs() {
        AtomicReference<String> asked = new AtomicReference<>("");
        try (ScriptedWorker worker = ScriptedWorker.start((request, peer) -> {
                    asked.compareAndSet("", request.line());
                    peer.send(Engine.OK);
                });
                Serving gateway = Serving.probing(
                        List.of(URI.create(worker.url() + "/a%20b")), "--health-check-path", "/up/c%20d")) {
            gateway.await("the worker to be ready", () -> readyWorkers(gateway, 1));

            assertThat(asked).hasValue("GET /a%20b/up/c%20d HTTP/1.1");
        }
    }

    @Test
    void asksForModelsUntilTheyAreKnown() {
        AtomicBoolean loaded = new AtomicBoolean();
        try (Engine engine = Engine.probed(whenSet(loaded, Engine.ok(Engine.MODELS)), Engine.ok(""));
                Serving gateway = Serving.probing(List.of(engine.url()), OFTEN)) {
            gateway.await("the worker to be ready", () -> readyWorkers(gateway, 1));
            int whileUnknown = gateway.ask(named("other")).status();
            loaded.set(true);
            gateway.await(
                    "models to be known", () -> gateway.ask(named("other")).status() == 404);

            assertThat(whileUnknown).isEqualTo(200);
            assertThat(gateway.ask(named("m")).status()).isEqualTo(200);
        }
    }

    @Test
    void goesElsewhereToAWorkerThatHasSaidMeanwhileWhatItServes() throws InterruptedException {
        AtomicBoolean loaded = new AtomicBoolean();
        CountDownLatch allKnown = new CountDownLatch(1);
        ScriptedWorker.Script breakOnceAllAreKnown = (request, peer) -> {
            if (request.field("X-Wish").isEmpty()) {
                peer.send(Engine.OK);
                return;
            }
            loaded.set(true);
            awaitLatch(allKnown);
            peer.close();
        };
        ScriptedWorker.Script models = whenSet(loaded, Engine.ok(Engine.MODELS));
        try (Engine first = Engine.probed(models, Engine.ok(""), breakOnceAllAreKnown);
                Engine other = Engine.probed(models, Engine.ok(""));
                Serving gateway = Serving.probing(List.of(first.url(), other.url()), OFTEN)) {
            gateway.await("the workers to be ready", () -> readyWorkers(gateway, 2));
            AtomicInteger status = new AtomicInteger();
            Thread client = Thread.startVirtualThread(() ->
                    status.set(gateway.ask(Serving.request("POST", Serving.CHAT, "{\"model\":\"m\"}", "X-Wish: break"))
                            .status()));
            gateway.await(
                    "models to be known", () -> gateway.ask(named("other")).status() == 404);
            allKnown.countDown();
            client.join();

            assertThat(status).hasValue(200);
        }
    }

    @Test
    void tellsItsChecksOneByOneToOperatorsOnly() {
        try (Engine engine = Engine.answering(Engine.OK);
                Serving open = Serving.before(engine);
                Serving keyed = Serving.before(engine, "--api-key", "secret")) {
            RawAnswer answer = open.ask(Serving.get("/health/details"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.bodyText())
                    .isEqualTo("{\"status\":\"up\",\"checks\":["
                            + "{\"name\":\"process\",\"type\":\"liveness\",\"status\":\"up\"},"
                            + "{\"name\":\"workers\",\"type\":\"readiness\",\"status\":\"up\","
                            + "\"healthy_workers\":1,\"reason\":\"\",\"stale_sources\":\"\",\"total_workers\":1}]}");
            assertThat(keyed.ask(Serving.get("/health/details")).status()).isEqualTo(401);
            assertThat(keyed.ask(Serving.get("/health")).status()).isEqualTo(200);
        }
    }

    @Test
    void tellsWhichCheckIsBad() {
        try (Engine engine = Engine.probed(Engine.ok(Engine.MODELS), (request, peer) -> peer.send(SICK));
                Serving gateway = Serving.probing(List.of(engine.url()), OFTEN)) {
            RawAnswer answer = gateway.ask(Serving.get("/health/details"));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.bodyText()).contains("\"reason\":\"no worker is ready\"");
        }
    }

    private static String named(String model) {
        return Serving.request("POST", Serving.CHAT, "{\"model\":\"" + model + "\"}");
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean readyWorkers(Serving gateway, int count) {
        return gateway.ask(Serving.get("/readiness")).bodyText().contains("\"healthy_workers\":" + count + ",");
    }

    private static ScriptedWorker.Script whenSet(AtomicBoolean condition, ScriptedWorker.Script script) {
        return (request, peer) -> {
            if (condition.get()) {
                script.answer(request, peer);
            } else {
                peer.send(SICK);
            }
        };
    }
}
