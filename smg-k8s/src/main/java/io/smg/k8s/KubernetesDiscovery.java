package io.smg.k8s;

import io.smg.api.DiscoveryContext;
import io.smg.api.WorkerDiscovery;
import io.smg.api.WorkerSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The pods of a cluster as a source of workers, followed on one virtual thread. Thread-safe. */
final class KubernetesDiscovery implements WorkerDiscovery {

    /** How long the thread may take to end what it is at. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final DiscoveryContext context;
    private final Supplier<Cluster> connect;
    private volatile @Nullable Running running;

    /**
     * What has been started.
     *
     * @param follower does the work
     * @param thread the thread that it runs on
     */
    private record Running(Follower follower, Thread thread) {}

    /**
     * A source that is to be started.
     *
     * @param connect connects with the cluster
     */
    KubernetesDiscovery(DiscoveryContext context, Supplier<Cluster> connect) {
        this.context = context;
        this.connect = connect;
    }

    @Override
    public String source() {
        return KubernetesDiscoveryProvider.NAME;
    }

    @Override
    public void start(Consumer<List<WorkerSpec>> sink) {
        Follower follower = new Follower(
                connect, new PodRules(context.port()), Pace.usual(context.random()), context::nanoTime, sink);
        Thread thread = Thread.ofVirtual().name("kubernetes").unstarted(follower);
        running = new Running(follower, thread);
        thread.start();
    }

    @Override
    public boolean isCurrent() {
        return Optional.ofNullable(running).map(now -> now.follower().sees()).orElse(false);
    }

    @Override
    public void close() {
        Running now = running;
        if (now != null) {
            now.follower().stop();
            now.thread().interrupt();
            awaitEnd(now.thread());
        }
    }

    private static void awaitEnd(Thread thread) {
        try {
            boolean ended = thread.join(PATIENCE);
            assert ended : thread;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
