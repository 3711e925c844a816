package io.smg.k8s;

import io.smg.api.WorkerSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Follows the pods of a cluster, from the first list until it is interrupted. It lists, watches what changes, and hands
 * over the whole set after each sign of the watch. It lists again when its time has come, when the watch ends, and when
 * the watch has been silent for too long, each time on a new connection, whose address, certificates and token are read
 * anew. While the cluster can't be seen the set stays as it is.
 */
final class Follower implements Runnable {

    private static final System.Logger LOG = System.getLogger(Follower.class.getName());

    /** A watch that ends sooner has not worked. */
    private static final Duration INFANCY = Duration.ofSeconds(1);

    private final Supplier<Cluster> connect;
    private final PodRules rules;
    private final Pace pace;
    private final LongSupplier nanoTime;
    private final Consumer<List<WorkerSpec>> sink;
    private final Journal journal = new Journal();
    private final Trouble trouble;
    private final Backoff backoff;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean sees;

    /**
     * A follower that does nothing yet.
     *
     * @param connect connects with the cluster, or throws {@link ClusterException}
     * @param sink takes the whole set of workers
     */
    Follower(
            Supplier<Cluster> connect,
            PodRules rules,
            Pace pace,
            LongSupplier nanoTime,
            Consumer<List<WorkerSpec>> sink) {
        this.connect = connect;
        this.rules = rules;
        this.pace = pace;
        this.nanoTime = nanoTime;
        this.sink = sink;
        this.trouble = new Trouble(nanoTime);
        this.backoff = new Backoff(pace.random());
    }

    /** Whether a watch is on. */
    boolean sees() {
        return sees;
    }

    /** Ends it; the sink is not called any more once the thread has ended. */
    void stop() {
        stopped.countDown();
    }

    @Override
    public void run() {
        try {
            Duration pause = Duration.ZERO;
            while (!stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                pause = follow() ? Duration.ZERO : backoff.pause(trouble.length());
            }
        } catch (InterruptedException e) {
            // The gateway ends.
            Thread.currentThread().interrupt();
        } finally {
            sees = false;
        }
    }

    /**
     * Lists, and watches until it is time to list again.
     *
     * @return false if something went wrong
     */
    private boolean follow() throws InterruptedException {
        try (Cluster cluster = connect.get()) {
            Cluster.Listing listing = cluster.list();
            Sight sight = new Sight(listing.pods());
            handOver(sight);
            try (Cluster.Watch _ = cluster.watch(listing.version(), sight)) {
                sees = true;
                watch(sight);
            }
            return true;
        } catch (ClusterException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // The client is foreign code: whatever it throws must not end discovery.
            LOG.log(System.Logger.Level.ERROR, "kubernetes: discovery failed", e);
            return failed(e.toString());
        }
    }

    private boolean failed(String what) {
        sees = false;
        if (!isStopped()) {
            trouble.is(what);
        }
        return false;
    }

    private void watch(Sight sight) throws InterruptedException {
        long begun = nanoTime.getAsLong();
        Duration life = pace.nextRelist();
        // The first wait is short, so that the end of a trouble is told soon.
        Duration patience = INFANCY;
        boolean alive = true;
        while (alive && !isStopped()) {
            boolean sign = sight.awaitSign(shorter(patience, life.minus(since(begun))));
            refuseEndInInfancy(sight, since(begun));
            trouble.isOver();
            if (sign) {
                handOver(sight);
            }
            alive = sight.end().isEmpty() && since(begun).compareTo(life) < 0 && (sign || patience.equals(INFANCY));
            patience = pace.silence();
        }
        // A list whose time has come is no loss of sight.
        sees = sight.end().isEmpty() && since(begun).compareTo(life) >= 0;
        LOG.log(System.Logger.Level.DEBUG, () -> "kubernetes: list again, " + reason(sight, since(begun), life));
    }

    private static void refuseEndInInfancy(Sight sight, Duration age) {
        if (sight.end().isPresent() && age.compareTo(INFANCY) < 0) {
            throw new ClusterException(
                    "the watch of pods ended at once: " + sight.end().get());
        }
    }

    private static String reason(Sight sight, Duration age, Duration life) {
        return sight.end().orElseGet(() -> age.compareTo(life) < 0 ? "the watch is silent" : "it is time");
    }

    private void handOver(Sight sight) {
        Roster roster = Roster.of(sight.pods(), rules);
        if (!isStopped()) {
            journal.note(roster);
            sink.accept(roster.workers());
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private Duration since(long begun) {
        return Duration.ofNanos(nanoTime.getAsLong() - begun);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
