package io.smg.policy.cacheaware;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Threads that do the same work at the same time. */
final class Threads {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private Threads() {}

    /** Runs the work on so many threads, each given its number; fails if one fails or is not done in time. */
    static void run(int count, IntConsumer work) throws InterruptedException {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = IntStream.range(0, count)
                .mapToObj(number -> Thread.ofPlatform()
                        .daemon()
                        .uncaughtExceptionHandler((thread, failure) -> failures.add(failure))
                        .start(() -> work.accept(number)))
                .toList();
        for (Thread thread : threads) {
            assertThat(thread.join(DEADLINE)).as("ended in time").isTrue();
        }
        assertThat(failures).isEmpty();
    }
}
