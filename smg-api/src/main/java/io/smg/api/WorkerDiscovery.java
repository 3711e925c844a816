package io.smg.api;

import java.util.List;
import java.util.function.Consumer;

/**
 * A source of workers: the command line, a cluster, a file.
 *
 * <p>Discovery is level-based: it hands over the whole set that it now sees, and the registry works out what came and
 * went, so that a missed event heals itself and a deletion can't be lost. Implementations must be thread-safe.
 */
public interface WorkerDiscovery extends AutoCloseable {

    /**
     * The source's name, as it appears in logs and metrics.
     *
     * @return a short constant, such as {@code "static"}
     */
    String source();

    /**
     * Starts looking. The sink is first called when the set is known for the first time, on this thread or a later
     * one, and then whenever the set may have changed; calls don't overlap.
     *
     * @param sink takes the whole set; an empty list means that there are no workers, so a source that could not
     *     look must not call it
     */
    void start(Consumer<List<WorkerSpec>> sink);

    /**
     * Whether the source sees now what goes on, so that the set it handed over last is the truth. A source that has
     * lost sight keeps its last set, and says so here.
     *
     * @return false before the first set is known, and while the source can't look
     */
    default boolean isCurrent() {
        return true;
    }

    /** Stops looking; the sink is not called after this returns. */
    @Override
    void close();
}
