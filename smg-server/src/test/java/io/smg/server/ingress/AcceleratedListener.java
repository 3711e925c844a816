package io.smg.server.ingress;

import io.smg.server.admin.EngineMetrics;
import io.smg.server.admin.FanOut;
import io.smg.server.admin.Fleet;
import io.smg.server.admin.Models;
import io.smg.server.admin.Probes;
import io.smg.server.admin.Workers;
import io.smg.server.config.EdgeConfig;
import io.smg.server.config.ListenerConfig;
import io.smg.server.config.WorkerAllow;
import io.smg.server.exchange.CallHandler;
import io.smg.server.observe.RequestObserver;
import io.smg.server.worker.Approach;
import io.smg.server.worker.ControlClient;
import io.smg.server.worker.WorkerRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/** A listener without workers whose clock runs some times as fast as others, so that its deadlines come sooner. */
final class AcceleratedListener implements AutoCloseable {

    private final int speed;
    private final Listener listener;
    private final Thread ticker = Thread.ofVirtual().unstarted(this::sweep);

    private AcceleratedListener(int speed, CallHandler inference) {
        this.speed = speed;
        this.listener = new Listener(
                new ListenerConfig("127.0.0.1", 0, 1000, List.of(), List.of(), EdgeConfig.DEFAULT),
                surface(inference),
                RequestObserver.NONE,
                () -> false,
                Duration.ofSeconds(1),
                this::now);
    }

    /** Listens, and has inference requests answered so. */
    static AcceleratedListener start(int speed, CallHandler inference) {
        AcceleratedListener started = new AcceleratedListener(speed, inference);
        started.listener.start();
        started.ticker.start();
        return started;
    }

    /** The time on its clock. */
    long now() {
        return System.nanoTime() * speed;
    }

    int port() {
        return listener.port();
    }

    boolean isLost() {
        return listener.isLost();
    }

    @Override
    public void close() {
        ticker.interrupt();
        listener.close();
    }

    private void sweep() {
        while (!Thread.currentThread().isInterrupted()) {
            listener.sweep();
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    private Surface surface(CallHandler inference) {
        WorkerRegistry nobody = new WorkerRegistry(
                spec -> {
                    throw new AssertionError("there are no workers here");
                },
                Duration.ZERO,
                this::now);
        ControlClient client =
                new ControlClient(Duration.ofSeconds(1), new Approach(AcceleratedListener::noTls, WorkerAllow.DEFAULT));
        Fleet fleet = new Fleet(nobody);
        return new Surface(
                inference,
                new Probes(nobody, () -> false),
                new Models(nobody),
                new Workers(nobody, WorkerAllow.DEFAULT),
                new FanOut(fleet, client),
                new EngineMetrics(fleet, client));
    }

    private static SSLContext noTls() {
        throw new AssertionError("there are no workers here");
    }
}
