package io.smg.server.upstream;

import io.smg.server.worker.Approach;
import io.smg.server.worker.Backend;
import io.smg.server.worker.WorkerRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The connections to all workers: a pool for each, which goes when its worker is gone. Thread-safe. */
public final class Connections implements WorkerRegistry.Listener, AutoCloseable {

    private final PoolSettings settings;
    private final Approach approach;
    private final LongSupplier nanoTime;
    private final Map<Backend, ConnectionPool> pools = new ConcurrentHashMap<>();

    /** No connections yet, with these settings for each pool. */
    public Connections(PoolSettings settings, Approach approach, LongSupplier nanoTime) {
        this.settings = settings;
        this.approach = approach;
        this.nanoTime = nanoTime;
    }

    /** One attempt at a worker; nothing is connected before it is sent. */
    public UpstreamExchange open(Backend worker) {
        return pools.computeIfAbsent(worker, this::newPool).open();
    }

    /** Cuts what has waited too long for an answer; to be called often, for nothing else ends such a wait. */
    public void cutOverdue() {
        pools.values().forEach(ConnectionPool::cutOverdue);
    }

    /** Closes connections that have been idle for too long; called now and then. */
    public void sweep() {
        pools.values().forEach(ConnectionPool::sweep);
    }

    /** Closes all connections now, those in use too: what is under way breaks off. */
    public void abort() {
        pools.values().forEach(ConnectionPool::abort);
    }

    @Override
    public void workerGone(Backend worker) {
        ConnectionPool pool = pools.remove(worker);
        if (pool != null) {
            pool.abort();
        }
    }

    @Override
    public void close() {
        pools.values().forEach(ConnectionPool::close);
    }

    private ConnectionPool newPool(Backend worker) {
        Reach reach = new Reach(Origin.of(worker.url()), approach.tls(), address -> approach.permits(worker, address));
        return new ConnectionPool(reach, settings, nanoTime);
    }
}
