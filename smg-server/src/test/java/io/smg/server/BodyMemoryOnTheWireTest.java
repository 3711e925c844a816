package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.server.admin.EngineMetrics;
import io.smg.server.admin.FanOut;
import io.smg.server.admin.Fleet;
import io.smg.server.admin.Models;
import io.smg.server.admin.Probes;
import io.smg.server.admin.Workers;
import io.smg.server.admission.Admission;
import io.smg.server.admission.BodyMemory;
import io.smg.server.cli.Invocation;
import io.smg.server.cli.SmgCommand;
import io.smg.server.config.GatewayConfig;
import io.smg.server.config.WorkerAllow;
import io.smg.server.exchange.Exchange;
import io.smg.server.exchange.ExchangeSettings;
import io.smg.server.ingress.Listener;
import io.smg.server.ingress.Surface;
import io.smg.server.observe.RequestObserver;
import io.smg.server.routing.Router;
import io.smg.server.upstream.Connections;
import io.smg.server.upstream.PoolSettings;
import io.smg.server.worker.Approach;
import io.smg.server.worker.ControlClient;
import io.smg.server.worker.WorkerRegistry;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies for which there is no memory; the gateway has a thousand bytes and no workers. */
@Timeout(60)
class BodyMemoryOnTheWireTest {

    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Approach APPROACH = new Approach(
            () -> {
                throw new AssertionError("no workers here");
            },
            WorkerAllow.DEFAULT);

    private final BodyMemory bodies = new BodyMemory(1000);
    private final GatewayConfig config = config();
    private final Listener listener =
            new Listener(config.listener(), surface(), RequestObserver.NONE, () -> false, SOON, System::nanoTime);

    @BeforeEach
    void start() {
        listener.start();
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @Test
    void areRefusedAndTheirMemoryIsGivenBack() {
        RawAnswer large = ask(1001);
        RawAnswer small = ask(900);

        assertThat(large.status()).isEqualTo(503);
        assertThat(large.field("X-SMG-Error-Code")).hasValue("overloaded");
        assertThat(large.field("Retry-After")).isPresent();
        assertThat(small.field("X-SMG-Error-Code")).as("its body was read").hasValue("no_available_workers");
        assertThat(bodies.taken()).isZero();
    }

    @Test
    void areRefusedWhileOthersTakeTheMemory() {
        try (BodyMemory.Share other = bodies.share()) {
            assertThat(other.growTo(500)).isTrue();

            assertThat(ask(501).field("X-SMG-Error-Code")).hasValue("overloaded");
            assertThat(ask(500).field("X-SMG-Error-Code")).hasValue("no_available_workers");
        }
    }

    private RawAnswer ask(int size) {
        try (RawHttp client = RawHttp.connect(listener.port())) {
            String body = "\"" + "x".repeat(size - 2) + "\"";
            return client.send(Front.request("POST", "/v1/chat/completions", body))
                    .read();
        }
    }

    private static GatewayConfig config() {
        String[] options = {"--port", "0", "--enable-igw"};
        return ((Invocation.Run) SmgCommand.parse(options, Map.of())).config();
    }

    private Surface surface() {
        WorkerRegistry registry = new WorkerRegistry(
                spec -> {
                    throw new IllegalStateException("no workers here");
                },
                SOON,
                System::nanoTime);
        Fleet fleet = new Fleet(registry);
        ControlClient client = new ControlClient(SOON, APPROACH);
        return new Surface(
                exchange(),
                new Probes(registry, () -> false),
                new Models(registry),
                new Workers(registry, WorkerAllow.DEFAULT),
                new FanOut(fleet, client),
                new EngineMetrics(fleet, client));
    }

    private Exchange exchange() {
        ExchangeSettings settings = new ExchangeSettings(
                Map.of(),
                false,
                config.upstream().requestTimeout(),
                config.upstream().retry());
        Exchange.Parts parts = new Exchange.Parts(
                new Admission(config.admission(), System::nanoTime),
                bodies,
                new Router(new Front.First(), Map.of()),
                new Connections(PoolSettings.DEFAULTS, APPROACH, System::nanoTime),
                worker -> {});
        return new Exchange(settings, parts, System::nanoTime);
    }
}
