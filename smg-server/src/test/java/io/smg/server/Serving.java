package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.WorkerDiscovery;
import io.smg.server.cli.Invocation;
import io.smg.server.cli.SmgCommand;
import io.smg.server.routing.Router;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A gateway that serves on a free port for as long as a test takes, set up as from the command line. */
final class Serving implements AutoCloseable {

    static final String CHAT = "/v1/chat/completions";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Held, so that its level is: what tests provoke is no news. */
    private static final Logger ROOT = Logger.getLogger("");

    static {
        ROOT.setLevel(Level.OFF);
    }

    private final FirstWorker policy = new FirstWorker();
    private final Gateway gateway;

    private Serving(List<String> options, Optional<WorkerDiscovery> discovery) {
        Invocation.Run run = (Invocation.Run) SmgCommand.parse(options.toArray(String[]::new), Map.of());
        gateway = new Gateway(run.config(), new Router(policy, Map.of()), discovery);
        gateway.start();
    }

    /** A gateway before workers that it takes for well. */
    static Serving before(Engine engine, String... options) {
        return before(List.of(engine.url()), options);
    }

    /** A gateway before workers that it takes for well. */
    static Serving before(List<URI> workers, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--disable-health-check");
        return probing(workers, all.toArray(String[]::new));
    }

    /** A gateway that probes its workers. */
    static Serving probing(List<URI> workers, String... options) {
        List<String> all = new ArrayList<>(List.of("--port", "0", "--prometheus-port", "0", "--access-log", "off"));
        all.addAll(List.of("--shutdown-grace-period-secs", "1", "--worker-urls"));
        workers.forEach(worker -> all.add(worker.toString()));
        all.addAll(List.of(options));
        return new Serving(all, Optional.empty());
    }

    /** A gateway whose workers come from a source, and are taken for well. */
    static Serving following(WorkerDiscovery discovery, String... options) {
        List<String> all = new ArrayList<>(
                List.of("--port", "0", "--prometheus-port", "0", "--enable-igw", "--disable-health-check"));
        all.addAll(List.of("--shutdown-grace-period-secs", "1"));
        all.addAll(List.of(options));
        return new Serving(all, Optional.of(discovery));
    }

    /** A request with a measured body, if any. */
    static String request(String method, String target, String body, String... fields) {
        StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: gateway\r\n");
        for (String field : fields) {
            text.append(field).append("\r\n");
        }
        if (!body.isEmpty()) {
            text.append("Content-Length: ")
                    .append(body.getBytes(StandardCharsets.ISO_8859_1).length)
                    .append("\r\n");
        }
        return text.append("\r\n").append(body).toString();
    }

    static String get(String target, String... fields) {
        return request("GET", target, "", fields);
    }

    /** A small request that any worker may answer. */
    static String chat(String... fields) {
        return request("POST", CHAT, "{}", fields);
    }

    RawHttp connect() {
        return RawHttp.connect(gateway.port()).patience(PATIENCE);
    }

    /** Asks on a connection of its own. */
    RawAnswer ask(String request) {
        try (RawHttp client = connect()) {
            client.send(request);
            return request.startsWith("HEAD") ? client.readForHead() : client.read();
        }
    }

    int port() {
        return gateway.port();
    }

    void readAgain() {
        gateway.readAgain();
    }

    FirstWorker policy() {
        return policy;
    }

    /** Checks that the next request gets the answer that is meant for it. */
    void assertServesCleanly() {
        RawAnswer answer = ask(chat());

        assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(answer.bodyText()).isEqualTo("ok");
    }

    /** Asks the gateway for its health, which it always answers, until a condition holds. */
    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (RawHttp client = connect()) {
            while (!condition.getAsBoolean()) {
                assertThat(System.nanoTime()).as(what).isLessThan(end);
                client.send(get("/health")).read();
            }
        }
    }

    @Override
    public void close() {
        gateway.close();
    }
}
