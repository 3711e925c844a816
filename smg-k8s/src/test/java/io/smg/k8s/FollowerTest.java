package io.smg.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.api.WorkerSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowerTest {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final SeenPod A = Pods.ready("a", "10.0.0.1");
    private static final SeenPod B = Pods.ready("b", "10.0.0.2");

    private final ScriptedCluster cluster = new ScriptedCluster();
    private final BlockingQueue<List<String>> sets = new LinkedBlockingQueue<>();
    private Follower follower = follower(NEVER, NEVER);
    private Thread thread = new Thread(follower);

    @AfterEach
    void stop() throws InterruptedException {
        follower.stop();
        thread.interrupt();
        thread.join();
        assertThat(cluster.open()).as("connections left open").isZero();
    }

    @Test
    void handsOverWhatIsListed() throws InterruptedException {
        cluster.shows(A, Pods.unready("b", "10.0.0.2"));
        start(NEVER, NEVER);

        assertThat(next()).containsExactly("a");
    }

    @Test
    void handsOverTheWholeSetAfterEachChange() throws InterruptedException {
        cluster.shows(A);
        start(NEVER, NEVER);
        Cluster.Watcher watch = cluster.watcher();
        watch.seen(B);
        awaitSet("a", "b");
        watch.seen(Pods.leaving("a", "10.0.0.1"));
        awaitSet("b");
        watch.gone(B);
        awaitSet();
    }

    @Test
    void listsAgainWhenTheWatchEnds() throws InterruptedException {
        cluster.shows(A);
        start(NEVER, NEVER);
        Cluster.Watcher watch = cluster.watcher();
        await(follower::sees);
        watch.nothingNew();
        cluster.shows(B);
        awaitInfancyIsOver();
        watch.ended("the version is gone (410)");

        awaitSet("b");
        assertThat(cluster.connections()).isEqualTo(2);
    }

    @Test
    void listsAgainWhenItsTimeHasCome() throws InterruptedException {
        cluster.shows(A);
        start(Duration.ofMillis(50), NEVER);
        assertThat(next()).containsExactly("a");
        cluster.shows();

        awaitSet();
    }

    @Test
    void listsAgainWhenTheWatchIsSilent() throws InterruptedException {
        cluster.shows(A);
        start(NEVER, Duration.ofMillis(50));
        assertThat(next()).containsExactly("a");
        cluster.shows(B);

        awaitSet("b");
    }

    @Test
    void keepsTheSetWhileTheClusterIsAway() throws InterruptedException {
        cluster.shows(A);
        start(NEVER, NEVER);
        Cluster.Watcher watch = cluster.watcher();
        awaitInfancyIsOver();
        cluster.failsToList(new ClusterException("away"));
        watch.ended("closed");
        await(() -> !follower.sees() && cluster.connections() > 2);
        assertThat(sets).as("what was handed over").allMatch(set -> set.equals(List.of("a")));
        cluster.shows(B);
        cluster.recovers();

        awaitSet("b");
        await(follower::sees);
    }

    @Test
    void goesOnWhenTheVeryFirstListFails() throws InterruptedException {
        cluster.failsToList(new ClusterException("pods is forbidden"));
        start(NEVER, NEVER);
        await(() -> cluster.connections() > 1);
        assertThat(sets).isEmpty();
        assertThat(follower.sees()).isFalse();
        cluster.shows(A);
        cluster.recovers();

        assertThat(next()).containsExactly("a");
    }

    @Test
    void livesOnListsWhereItMayNotWatch() throws InterruptedException {
        cluster.shows(A);
        cluster.failsToWatch(new ClusterException("watch is forbidden"));
        start(NEVER, NEVER);
        assertThat(next()).containsExactly("a");
        cluster.shows(B);

        awaitSet("b");
        assertThat(follower.sees()).isFalse();
    }

    @Test
    void doesNotListInALoopWhenWatchesEndAtOnce() throws InterruptedException {
        start(NEVER, NEVER);
        long begun = System.nanoTime();
        for (int i = 0; i < 4; i++) {
            cluster.watcher().ended("no websockets here");
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(900));
    }

    @Test
    void survivesWhateverTheClientThrows() throws InterruptedException {
        cluster.failsToList(new IllegalStateException("a bug of somebody's"));
        start(NEVER, NEVER);
        await(() -> cluster.connections() > 1);
        cluster.shows(A);
        cluster.recovers();

        assertThat(next()).containsExactly("a");
    }

    @Test
    void handsOverNothingOnceItIsStopped() throws InterruptedException {
        cluster.shows(A);
        start(NEVER, NEVER);
        Cluster.Watcher watch = cluster.watcher();
        follower.stop();
        thread.interrupt();
        thread.join();
        sets.clear();
        watch.seen(B);

        assertThat(sets).isEmpty();
    }

    private void start(Duration relist, Duration silence) {
        follower = follower(relist, silence);
        thread = Thread.ofVirtual().start(follower);
    }

    private Follower follower(Duration relist, Duration silence) {
        return new Follower(
                cluster::connect,
                new PodRules(8000),
                new Pace(relist, silence, new SplittableRandom(1)),
                System::nanoTime,
                workers -> sets.add(names(workers)));
    }

    private static List<String> names(List<WorkerSpec> workers) {
        return workers.stream()
                .map(worker -> String.valueOf(worker.labels().get("smg.ai/pod-name")))
                .toList();
    }

    private List<String> next() throws InterruptedException {
        return Optional.ofNullable(sets.poll(10, TimeUnit.SECONDS)).orElseThrow(() -> new AssertionError("no set"));
    }

    private void awaitSet(String... names) throws InterruptedException {
        List<String> set = next();
        while (!set.equals(List.of(names))) {
            set = next();
        }
    }

    /** A watch that ends before this is a failure. */
    private static void awaitInfancyIsOver() {
        long over = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1100);
        await(() -> System.nanoTime() > over);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
