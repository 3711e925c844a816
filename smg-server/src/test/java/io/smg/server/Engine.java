package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.Peer;
import io.smg.testkit.RecordedRequest;
import io.smg.testkit.ScriptedWorker;
import java.net.URI;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A worker that answers the gateway's own questions as an engine does, serves the model {@code m}, and does with
 * requests what a script says. Thread-safe.
 */
final class Engine implements AutoCloseable {

    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    static final String MODELS = "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"owned_by\":\"us\"}]}";

    private final ScriptedWorker worker;
    private final LinkedBlockingQueue<Call> calls;

    /** A request that came from a client, and its connection. */
    record Call(RecordedRequest request, Peer peer) {}

    private Engine(ScriptedWorker worker, LinkedBlockingQueue<Call> calls) {
        this.worker = worker;
        this.calls = calls;
    }

    static Engine doing(ScriptedWorker.Script script) {
        return serving(MODELS, script);
    }

    /** An engine with another model list. */
    static Engine serving(String models, ScriptedWorker.Script script) {
        return probed(ok(models), ok(""), script);
    }

    /** An engine with its own way of answering probes; clients are answered with {@link #OK}. */
    static Engine probed(ScriptedWorker.Script models, ScriptedWorker.Script health) {
        return probed(models, health, (request, peer) -> peer.send(OK));
    }

    static Engine answering(String answer) {
        return doing((request, peer) -> peer.send(answer));
    }

    /** An engine that misbehaves at its first request only. */
    static Engine badOnce(ScriptedWorker.Script script) {
        AtomicBoolean wasBad = new AtomicBoolean();
        return doing((request, peer) -> {
            if (wasBad.getAndSet(true)) {
                peer.send(OK);
            } else {
                script.answer(request, peer);
            }
        });
    }

    /** A script that gives a JSON text, or nothing. */
    static ScriptedWorker.Script ok(String body) {
        return (request, peer) -> peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    static Engine probed(ScriptedWorker.Script models, ScriptedWorker.Script health, ScriptedWorker.Script script) {
        LinkedBlockingQueue<Call> calls = new LinkedBlockingQueue<>();
        ScriptedWorker worker = ScriptedWorker.start((request, peer) -> {
            if (request.field("X-Request-Id").isPresent()) {
                calls.add(new Call(request, peer));
                script.answer(request, peer);
            } else if (request.line().startsWith("GET /v1/models ")) {
                models.answer(request, peer);
            } else if (request.line().startsWith("GET /health ")) {
                health.answer(request, peer);
            } else {
                peer.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            }
        });
        return new Engine(worker, calls);
    }

    URI url() {
        return worker.url();
    }

    /** The next request, waited for. */
    Call next() throws InterruptedException {
        @Nullable Call call = calls.poll(10, TimeUnit.SECONDS);
        assertThat(call).as("a request reaches the worker").isNotNull();
        return call;
    }

    /** How many requests have come that nobody has asked for with {@link #next()}. */
    int waiting() {
        return calls.size();
    }

    @Override
    public void close() {
        worker.close();
    }
}
