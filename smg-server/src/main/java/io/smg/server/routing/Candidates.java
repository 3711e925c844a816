package io.smg.server.routing;

import io.smg.api.Worker;
import io.smg.server.worker.Backend;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which of the workers that are well can take a request now. What speaks against a worker, from most to least: its
 * breaker; that this request was sent to it before; that it was overloaded a moment ago. Only the first excludes it
 * for good, the others while there is somebody else.
 */
final class Candidates {

    private Candidates() {}

    /** The candidates in the order of {@code ready}; empty if no breaker lets a request through. */
    static List<Worker> of(List<Backend> ready, Set<Worker> tried) {
        if (tried.isEmpty() && allAtEase(ready)) {
            return Collections.unmodifiableList(ready);
        }
        List<Backend> able = ready.stream().filter(Backend::admits).toList();
        List<Backend> fresh = preferring(able, worker -> !tried.contains(worker));
        List<Backend> best = preferring(fresh, worker -> !worker.isCooling());
        return Collections.unmodifiableList(best);
    }

    /** The usual case, in which nothing is copied. */
    private static boolean allAtEase(List<Backend> ready) {
        for (Backend worker : ready) {
            if (!worker.admits() || worker.isCooling()) {
                return false;
            }
        }
        return true;
    }

    private static List<Backend> preferring(List<Backend> workers, Predicate<Backend> better) {
        List<Backend> preferred = workers.stream().filter(better).toList();
        return preferred.isEmpty() ? workers : preferred;
    }
}
