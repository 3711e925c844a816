package io.smg.server.admin;

import io.smg.server.observe.Event;
import io.smg.server.worker.Backend;
import io.smg.server.worker.WorkerRegistry;
import java.util.List;

/** Tells the log when the gateway becomes able to serve, and when it ceases to be. Follows the registry. */
public final class ReadinessLog implements WorkerRegistry.Listener {

    private static final System.Logger LOG = System.getLogger(ReadinessLog.class.getName());

    private final WorkerRegistry registry;
    private boolean ready;

    /** Follows this registry, which calls one change at a time. */
    public ReadinessLog(WorkerRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void workersChanged(List<Backend> workers) {
        look();
    }

    @Override
    public void stateChanged(Backend worker) {
        look();
    }

    private void look() {
        List<Backend> workers = registry.workers();
        long healthy = workers.stream().filter(Backend::isReady).count();
        if (ready != healthy > 0) {
            ready = healthy > 0;
            LOG.log(
                    System.Logger.Level.INFO,
                    ready ? "ready: {0} of {1} workers" : "not ready: {0} of {1} workers",
                    healthy,
                    workers.size(),
                    ready ? Event.READY : Event.NOT_READY);
        }
    }
}
