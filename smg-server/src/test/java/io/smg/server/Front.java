package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.PolicyContext;
import io.smg.api.RoutingDecision;
import io.smg.api.RoutingPolicy;
import io.smg.api.RoutingPolicyProvider;
import io.smg.api.RoutingRequest;
import io.smg.api.Worker;
import io.smg.server.cli.Invocation;
import io.smg.server.cli.SmgCommand;
import io.smg.server.routing.Router;
import io.smg.testkit.RawAnswer;
import io.smg.testkit.RawHttp;
import io.smg.testkit.RecordedRequest;
import io.smg.testkit.ScriptedWorker;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A running gateway in front of scripted workers, of which its policy always takes the first candidate. */
final class Front implements AutoCloseable {

    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /** Held, so that its level is: what tests provoke is no news. */
    private static final Logger LOG = Logger.getLogger("io.smg.server");

    static {
        LOG.setLevel(Level.OFF);
    }

    private final Gateway gateway;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Front(List<String> options) {
        Invocation.Run run = (Invocation.Run) SmgCommand.parse(options.toArray(String[]::new), Map.of());
        gateway = new Gateway(run.config(), new Router(new First(), Map.of()), Optional.empty());
        gateway.start();
    }

    /** A gateway before workers that it takes for well. */
    static Front of(List<URI> workers, String... options) {
        List<String> all = new ArrayList<>(List.of("--port", "0", "--prometheus-port", "0", "--disable-health-check"));
        all.add(workers.isEmpty() ? "--enable-igw" : "--worker-urls");
        workers.forEach(worker -> all.add(worker.toString()));
        all.addAll(List.of(options));
        if (!all.contains("--access-log")) {
            all.addAll(List.of("--access-log", "off"));
        }
        if (!all.contains("--shutdown-grace-period-secs")) {
            all.addAll(List.of("--shutdown-grace-period-secs", "1"));
        }
        return new Front(all);
    }

    static Front of(ScriptedWorker worker, String... options) {
        return of(List.of(worker.url()), options);
    }

    static Front of(ScriptedWorker one, ScriptedWorker other, String... options) {
        return of(List.of(one.url(), other.url()), options);
    }

    /** A worker that does with clients' requests what a script says, and knows no answer to the gateway's own. */
    static ScriptedWorker worker(ScriptedWorker.Script script) {
        return ScriptedWorker.start((request, peer) -> {
            if (isAClients(request)) {
                script.answer(request, peer);
            } else {
                peer.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            }
        });
    }

    static ScriptedWorker answering(String answer) {
        return worker((request, peer) -> peer.send(answer));
    }

    /** A worker that answers everything with a body. */
    static ScriptedWorker answeringWith(String body) {
        return answering("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** An answer with a short body. */
    static String answer(int status, String... fields) {
        return "HTTP/1.1 " + status + " Status\r\nContent-Length: 4\r\n" + lines(fields) + "\r\nsaid";
    }

    /** The requests of clients that a worker has got. */
    static int received(ScriptedWorker worker) {
        return (int) worker.requests().stream().filter(Front::isAClients).count();
    }

    /** An address where nobody listens. */
    static URI nobody() {
        try (ScriptedWorker gone = ScriptedWorker.answering("")) {
            return gone.url();
        }
    }

    static String chat(String... fields) {
        return request("POST", "/v1/chat/completions", "{}", fields);
    }

    static String request(String method, String target, String body, String... fields) {
        return method + " " + target + " HTTP/1.1\r\nHost: gateway\r\n" + lines(fields) + "Content-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    RawHttp connect() {
        return RawHttp.connect(gateway.port());
    }

    /** Asks on a connection of its own. */
    RawAnswer ask(String request) {
        try (RawHttp client = connect()) {
            return client.send(request).read();
        }
    }

    Gateway gateway() {
        return gateway;
    }

    void awaitQuiet() {
        await("nothing is under way", gateway::isQuiet);
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            gateway.close();
        }
    }

    private static boolean isAClients(RecordedRequest request) {
        return request.field("X-Request-Id").isPresent();
    }

    private static String lines(String... fields) {
        return fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    }

    /** Takes the first candidate. */
    static final class First implements RoutingPolicyProvider, RoutingPolicy {

        @Override
        public String name() {
            return "first";
        }

        @Override
        public RoutingPolicy create(PolicyContext context) {
            return this;
        }

        @Override
        public RoutingDecision select(RoutingRequest request, List<Worker> candidates) {
            return RoutingDecision.of(candidates.getFirst(), "first");
        }
    }
}
