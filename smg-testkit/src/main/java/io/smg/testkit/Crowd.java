package io.smg.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Threads that start together and do the same work. */
final class Crowd {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final CountDownLatch start = new CountDownLatch(1);
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private Crowd() {}

    /**
     * Runs the work on that many platform threads at once, and fails as soon as all have ended if one of them failed.
     *
     * @param threads how many
     * @param work what each does, given its number
     */
    static void run(int threads, IntConsumer work) throws InterruptedException {
        Crowd crowd = new Crowd();
        List<Thread> running =
                IntStream.range(0, threads).mapToObj(i -> crowd.begin(i, work)).toList();
        crowd.start.countDown();
        for (Thread thread : running) {
            assertThat(thread.join(DEADLINE)).as("thread ended in time").isTrue();
        }
        assertThat(crowd.failures).isEmpty();
    }

    private Thread begin(int number, IntConsumer work) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                start.await();
                work.accept(number);
            } catch (InterruptedException | RuntimeException | Error e) {
                failures.add(e);
            }
        });
    }
}
