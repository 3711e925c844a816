package io.smg.server.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.smg.server.http1.Fields;
import io.smg.server.upstream.SendResult.Answered;
import io.smg.server.upstream.SendResult.ClientLeft;
import io.smg.server.upstream.SendResult.Failed;
import io.smg.testkit.ScriptedWorker;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Sends requests to a scripted worker through one pool, and puts what became of each into a line of text. */
final class Caller implements AutoCloseable {

    static final byte[] NO_BODY = {};

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ConnectionPool pool;
    private Duration firstByteTimeout = PATIENCE;

    Caller(ScriptedWorker worker) {
        this(worker, PoolSettings.DEFAULTS, System::nanoTime);
    }

    Caller(ScriptedWorker worker, PoolSettings settings, LongSupplier nanoTime) {
        pool = new ConnectionPool(reach(Origin.of(worker.url())), settings, nanoTime);
    }

    /** The way to a plain worker at any address. */
    static Reach reach(Origin origin) {
        return new Reach(
                origin,
                () -> {
                    throw new AssertionError("plain");
                },
                address -> true);
    }

    static OutboundRequest get(String target) {
        return new OutboundRequest("GET", target, Fields.NONE, NO_BODY, false);
    }

    static OutboundRequest post(byte[] body) {
        return new OutboundRequest("POST", "/post", Fields.NONE, body, true);
    }

    Caller firstByteTimeout(Duration timeout) {
        firstByteTimeout = timeout;
        return this;
    }

    ConnectionPool pool() {
        return pool;
    }

    /** {@code "200 body"}, {@code "200 bo TORN"}, {@code "CLOSED"} or {@code "LEFT"}. */
    String call(String method, String target) {
        return call(new OutboundRequest(method, target, Fields.NONE, NO_BODY, false));
    }

    /** On a virtual thread, as in the gateway, while another one looks for overdue answers. */
    String call(OutboundRequest request) {
        CompletableFuture<String> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> result.completeAsync(() -> exchange(request), Runnable::run));
        result.orTimeout(60, TimeUnit.SECONDS);
        while (!result.isDone()) {
            pool.cutOverdue();
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        return result.join();
    }

    private String exchange(OutboundRequest request) {
        try (UpstreamExchange exchange = pool.open()) {
            return switch (exchange.send(request, firstByteTimeout)) {
                case Answered(var head, var body) -> head.status() + " " + text(body);
                case Failed(var kind, String _) -> kind.name();
                case ClientLeft() -> "LEFT";
            };
        }
    }

    /** The body as text, followed by how it broke if it did. */
    static String text(AnswerBody body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[1000];
        try {
            for (int n = body.read(buffer, 0, buffer.length); n >= 0; n = body.read(buffer, 0, buffer.length)) {
                bytes.write(buffer, 0, n);
            }
            return bytes.toString(ISO_8859_1);
        } catch (BrokenAnswerException e) {
            return bytes.toString(ISO_8859_1) + " " + e.reason();
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
