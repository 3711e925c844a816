package io.smg.k8s;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The pods as one listing shows them, and the watch after it. The watch only keeps this up to date and gives a sign;
 * what follows from it is for whoever looks at all of it. Thread-safe.
 */
final class Sight implements Cluster.Watcher {

    private final Map<String, SeenPod> pods = new ConcurrentHashMap<>();
    private final Semaphore signs = new Semaphore(0);
    private volatile Optional<String> end = Optional.empty();

    /** What a listing shows. */
    Sight(List<SeenPod> listed) {
        listed.forEach(pod -> pods.put(pod.uid(), pod));
    }

    /** All pods, as far as is known. */
    Collection<SeenPod> pods() {
        return List.copyOf(pods.values());
    }

    /** Why the watch has ended; nothing while it goes on. */
    Optional<String> end() {
        return end;
    }

    /**
     * Waits for the watch to give a sign of life.
     *
     * @return whether it gave one
     */
    boolean awaitSign(Duration patience) throws InterruptedException {
        boolean sign = signs.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        // Taken together, before anybody looks: what comes later gives a sign of its own.
        signs.drainPermits();
        return sign;
    }

    @Override
    public void seen(SeenPod pod) {
        pods.put(pod.uid(), pod);
        signs.release();
    }

    @Override
    public void gone(SeenPod pod) {
        pods.remove(pod.uid());
        signs.release();
    }

    @Override
    public void nothingNew() {
        signs.release();
    }

    @Override
    public void ended(String reason) {
        end = Optional.of(reason);
        signs.release();
    }
}
