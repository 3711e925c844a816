package io.smg.k8s;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A cluster that shows what a test says, and hands its watches to the test. Thread-safe. */
final class ScriptedCluster implements Cluster {

    private volatile List<SeenPod> pods = List.of();
    private volatile Optional<RuntimeException> listFailure = Optional.empty();
    private volatile Optional<RuntimeException> watchFailure = Optional.empty();
    private final BlockingQueue<Watcher> watchers = new LinkedBlockingQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    /** Connects with it. */
    Cluster connect() {
        connections.incrementAndGet();
        open.incrementAndGet();
        return this;
    }

    void shows(SeenPod... now) {
        pods = List.of(now);
    }

    void failsToList(RuntimeException failure) {
        listFailure = Optional.of(failure);
    }

    void failsToWatch(RuntimeException failure) {
        watchFailure = Optional.of(failure);
    }

    void recovers() {
        listFailure = Optional.empty();
        watchFailure = Optional.empty();
    }

    /** The next watch. */
    Watcher watcher() throws InterruptedException {
        return Optional.ofNullable(watchers.poll(10, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("nobody watches"));
    }

    int connections() {
        return connections.get();
    }

    /** How many connections and watches are not closed. */
    int open() {
        return open.get();
    }

    @Override
    public Listing list() {
        listFailure.ifPresent(failure -> {
            throw failure;
        });
        return new Listing("1", pods);
    }

    @Override
    public Watch watch(String version, Watcher watcher) {
        watchFailure.ifPresent(failure -> {
            throw failure;
        });
        open.incrementAndGet();
        watchers.add(watcher);
        return open::decrementAndGet;
    }

    @Override
    public void close() {
        open.decrementAndGet();
    }
}
