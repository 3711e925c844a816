package io.smg.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class WorkerTlsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicInteger making = new AtomicInteger();

    @Test
    void isMadeWhenItIsFirstAskedForAndThenKept() {
        WorkerTls tls = new WorkerTls(this::make);
        assertThat(making).hasValue(0);

        SSLContext first = tls.context();

        assertThat(tls.context()).isSameAs(first);
        assertThat(making).hasValue(1);
    }

    @Test
    void isMadeOnceForAllWhoAskAtTheSameTime() throws InterruptedException {
        BlockingQueue<SSLContext> seen = new LinkedBlockingQueue<>();
        List<WorkerTls> late = new ArrayList<>();
        Thread second =
                Thread.ofPlatform().unstarted(() -> seen.add(late.getFirst().context()));
        WorkerTls tls = new WorkerTls(() -> {
            second.start();
            awaitWaiting(second);
            return make();
        });
        late.add(tls);

        SSLContext first = tls.context();

        assertThat(seen.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isSameAs(first);
        assertThat(making).hasValue(1);
    }

    private SSLContext make() {
        making.incrementAndGet();
        try {
            return SSLContext.getInstance("TLS");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitWaiting(Thread thread) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(System.nanoTime()).as("a deadline").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
