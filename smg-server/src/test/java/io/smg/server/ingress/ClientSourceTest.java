package io.smg.server.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.server.exchange.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientSourceTest {

    private static final byte[] FIRST = {1};
    private static final byte[] SECOND = {2};

    private final LinkedBlockingQueue<Optional<byte[]>> socket = new LinkedBlockingQueue<>();
    private final CountDownLatch left = new CountDownLatch(1);
    private final ClientSource source = new ClientSource(this::readSocket);
    private volatile boolean underWay = true;

    @Test
    void readsTheSocketWhereNobodyWatches() {
        socket.add(Optional.of(FIRST));
        socket.add(Optional.empty());

        assertThat(source.get()).isEqualTo(FIRST);
        assertThat(source.get()).isNull();
    }

    @Test
    void tellsThatTheClientHasLeft() throws InterruptedException {
        source.watch(watch());
        socket.add(Optional.empty());

        assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(source.get()).isNull();
    }

    @Test
    void handsOnWhatTheWatchHasRead() {
        source.watch(watch());
        socket.add(Optional.of(FIRST));
        socket.add(Optional.of(SECOND));

        assertThat(source.get()).isEqualTo(FIRST);
        assertThat(source.get()).isEqualTo(SECOND);
    }

    @Test
    void handsOnWhatCameBeforeTheEnd() throws InterruptedException {
        socket.add(Optional.of(FIRST));
        socket.add(Optional.empty());
        source.watch(watch());
        assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(source.get()).isEqualTo(FIRST);
        assertThat(source.get()).isNull();
    }

    @Test
    void readsByItselfOnceTheExchangeIsOver() {
        underWay = false;
        source.watch(watch());
        socket.add(Optional.of(FIRST));
        socket.add(Optional.of(SECOND));

        assertThat(source.get()).isEqualTo(FIRST);
        assertThat(source.get()).isEqualTo(SECOND);
        assertThat(left.getCount()).isEqualTo(1);
    }

    @Test
    void isNotWatchedWhileItIsRead() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger readers = new AtomicInteger();
        ClientSource slow = new ClientSource(() -> {
            readers.incrementAndGet();
            reading.countDown();
            await(mayEnd);
            return FIRST;
        });
        Thread reader = Thread.ofVirtual().start(slow::get);
        await(reading);

        slow.watch(watch());
        mayEnd.countDown();
        reader.join();

        assertThat(readers).hasValue(1);
    }

    @Test
    void isWatchedAgainOnceItHasBeenRead() throws InterruptedException {
        socket.add(Optional.of(FIRST));
        socket.add(Optional.empty());
        source.get();

        source.watch(watch());

        assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void doesNotWaitForAWatchThatHasNotBegun() throws InterruptedException {
        CountDownLatch mayBegin = new CountDownLatch(1);
        List<Thread> late = new ArrayList<>();
        ClientSource busy = new ClientSource(this::readSocket, work -> {
            late.add(Thread.ofVirtual().unstarted(() -> {
                await(mayBegin);
                work.run();
            }));
            return late.getLast();
        });
        socket.add(Optional.of(FIRST));
        socket.add(Optional.of(SECOND));

        busy.watch(watch());
        assertThat(busy.get()).isEqualTo(FIRST);
        busy.watch(watch());
        mayBegin.countDown();
        late.getFirst().join();
        assertThat(busy.get()).isEqualTo(SECOND);
        socket.add(Optional.empty());

        assertThat(late).hasSize(2);
        assertThat(busy.get()).isNull();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Client.Watch watch() {
        return new Client.Watch() {
            @Override
            public boolean isUnderWay() {
                return underWay;
            }

            @Override
            public void left() {
                left.countDown();
            }
        };
    }

    private byte @Nullable [] readSocket() {
        try {
            Optional<byte[]> bytes = socket.poll(10, TimeUnit.SECONDS);
            return bytes == null ? null : bytes.orElse(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
