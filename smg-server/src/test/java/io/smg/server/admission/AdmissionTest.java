package io.smg.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.server.config.AdmissionConfig;
import io.smg.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AdmissionTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int ANY_RATE = 1_000_000;

    @Test
    void letsInAsManyAsMayBeInAtOnce() {
        Admission admission = admission(3, ANY_RATE, 0, LONG);
        List<Admission.Visit> visits = visits(admission, 3);

        assertThat(visits).allSatisfy(visit -> assertThat(visit.enter()).isEqualTo(Entry.ADMITTED));
        assertThat(admission.visit().enter()).isEqualTo(Entry.QUEUE_FULL);
        assertThat(admission.inFlight()).isEqualTo(3);
    }

    @Test
    void limitsNothingWithoutANumber() {
        FakeClock stopped = new FakeClock();
        Admission admission = new Admission(new AdmissionConfig(AdmissionConfig.UNLIMITED, 1, 0, LONG), stopped);

        assertThat(visits(admission, 1000))
                .allSatisfy(visit -> assertThat(visit.enter()).isEqualTo(Entry.ADMITTED));
    }

    @Test
    void letsInTheFirstThatCameWhenAPlaceIsGivenBack() throws Exception {
        Admission admission = admission(1, ANY_RATE, 10, LONG);
        Admission.Visit inside = entered(admission);
        BlockingQueue<String> order = new LinkedBlockingQueue<>();
        List<CompletableFuture<Entry>> waiting = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            waiting.add(queueUp(admission, entry -> order.add(name)));
        }
        inside.close();

        assertThat(List.of(next(order), next(order), next(order))).containsExactly("a", "b", "c");
        assertThat(waiting).allSatisfy(entry -> assertThat(entry).succeedsWithin(Duration.ofSeconds(10)));
    }

    @Test
    void letsNobodyPastThoseWhoWait() throws Exception {
        Admission admission = admission(1, ANY_RATE, 1, LONG);
        Admission.Visit inside = entered(admission);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Entry> waits = new CompletableFuture<>();
        CompletableFuture<Entry> gone = queueUp(admission, entry -> {
            waits.complete(entry);
            awaitQuietly(end);
        });
        Admission.Visit newcomer = admission.visit();
        newcomer.leave();
        inside.close();

        assertThat(newcomer.enter())
                .as("it finds the queue full, or the place taken")
                .isNotEqualTo(Entry.ADMITTED);
        assertThat(waits.get(10, TimeUnit.SECONDS)).isEqualTo(Entry.ADMITTED);
        end.countDown();
        assertThat(gone.get(10, TimeUnit.SECONDS)).isEqualTo(Entry.ADMITTED);
    }

    @Test
    void turnsAwayWhoeverFindsTheQueueFull() throws Exception {
        Admission admission = admission(1, ANY_RATE, 2, LONG);
        Admission.Visit inside = entered(admission);
        CompletableFuture<Entry> first = queueUp(admission, visit -> {});
        CompletableFuture<Entry> second = queueUp(admission, visit -> {});

        assertThat(admission.visit().enter()).isEqualTo(Entry.QUEUE_FULL);
        assertThat(admission.waiting()).isEqualTo(2);
        inside.close();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(Entry.ADMITTED);
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(Entry.ADMITTED);
    }

    @Test
    void letsWaitAsLongAsItSaysAndNotMuchLonger() {
        Admission admission = admission(1, ANY_RATE, 2, Duration.ofMillis(200));
        entered(admission);
        long start = System.nanoTime();

        assertThat(admission.visit().enter()).isEqualTo(Entry.TIMED_OUT);
        // The promise is 50 ms; the rest is for a machine that has other things to do.
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(200), Duration.ofMillis(1000));
        assertThat(admission.waiting()).isZero();
    }

    @Test
    void letsAClientThatLeavesGoAtOnceAndGivesItsPlaceInTheQueueToAnother() throws Exception {
        Admission admission = admission(1, ANY_RATE, 1, LONG);
        Admission.Visit inside = entered(admission);
        Admission.Visit leaver = admission.visit();
        CompletableFuture<Entry> left = queueUp(admission, leaver);
        leaver.leave();

        assertThat(left.get(10, TimeUnit.SECONDS)).isEqualTo(Entry.LEFT);
        assertThat(admission.waiting()).isZero();
        CompletableFuture<Entry> next = queueUp(admission, visit -> {});
        inside.close();
        assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo(Entry.ADMITTED);
    }

    @Test
    void wakesTheNextWhenTheFirstInTheQueueLeaves() throws Exception {
        FakeClock clock = new FakeClock();
        Admission admission = new Admission(new AdmissionConfig(2, 1, 2, LONG), clock);
        entered(admission).close();
        entered(admission).close();
        Admission.Visit leaver = admission.visit();
        CompletableFuture<Entry> left = queueUp(admission, leaver);
        CompletableFuture<Entry> next = queueUp(admission, visit -> {});
        clock.advance(Duration.ofSeconds(1));
        leaver.leave();

        assertThat(left.get(10, TimeUnit.SECONDS)).isIn(Entry.LEFT, Entry.ADMITTED);
        clock.advance(Duration.ofSeconds(1));
        assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo(Entry.ADMITTED);
    }

    @Test
    void keepsAPlaceForWhoeverIsInWhenItsClientLeaves() {
        Admission admission = admission(1, ANY_RATE, 0, LONG);
        Admission.Visit inside = entered(admission);
        inside.leave();

        assertThat(admission.inFlight()).as("until its request has ended").isEqualTo(1);
        inside.close();
        assertThat(admission.inFlight()).isZero();
    }

    @Test
    void getsAPlaceBackOnceOnly() {
        Admission admission = admission(2, ANY_RATE, 0, LONG);
        Admission.Visit stays = entered(admission);
        Admission.Visit goes = entered(admission);
        goes.close();
        goes.close();

        assertThat(admission.inFlight()).isEqualTo(1);
        stays.close();
        assertThat(admission.inFlight()).isZero();
    }

    @Test
    void owesNothingToWhoeverWasTurnedAway() {
        Admission admission = admission(1, ANY_RATE, 0, LONG);
        entered(admission);
        try (Admission.Visit refused = admission.visit()) {
            assertThat(refused.enter()).isEqualTo(Entry.QUEUE_FULL);
        }

        assertThat(admission.inFlight()).isEqualTo(1);
    }

    @Test
    void letsAnInterruptedThreadGo() throws Exception {
        Admission admission = admission(1, ANY_RATE, 1, LONG);
        entered(admission);
        CompletableFuture<Entry> entry = new CompletableFuture<>();
        Thread thread =
                Thread.startVirtualThread(() -> entry.complete(admission.visit().enter()));
        awaitWaiting(admission, 1);
        thread.interrupt();

        assertThat(entry.get(10, TimeUnit.SECONDS)).isEqualTo(Entry.LEFT);
    }

    @Test
    void takesATokenForEachRequestThatComesIn() throws Exception {
        Admission admission = admission(1, 20, 10, LONG);
        for (int i = 0; i < 20; i++) {
            entered(admission).close();
        }
        long start = System.nanoTime();
        for (int i = 0; i < 4; i++) {
            entered(admission).close();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(100));
    }

    private static Admission admission(int concurrent, int rate, int queue, Duration timeout) {
        return new Admission(new AdmissionConfig(concurrent, rate, queue, timeout), System::nanoTime);
    }

    private static List<Admission.Visit> visits(Admission admission, int count) {
        List<Admission.Visit> visits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            visits.add(admission.visit());
        }
        return visits;
    }

    private static Admission.Visit entered(Admission admission) {
        Admission.Visit visit = admission.visit();
        assertThat(visit.enter()).isEqualTo(Entry.ADMITTED);
        return visit;
    }

    /** Somebody who waits from now on, does something when it is in, and goes. */
    private static CompletableFuture<Entry> queueUp(Admission admission, Consumer<Entry> inside) {
        return queueUp(admission, admission.visit(), inside);
    }

    private static CompletableFuture<Entry> queueUp(Admission admission, Admission.Visit visit) {
        return queueUp(admission, visit, entry -> {});
    }

    private static CompletableFuture<Entry> queueUp(
            Admission admission, Admission.Visit visit, Consumer<Entry> inside) {
        int before = admission.waiting();
        CompletableFuture<Entry> result = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try (visit) {
                Entry entry = visit.enter();
                inside.accept(entry);
                result.complete(entry);
            }
        });
        awaitWaiting(admission, before + 1);
        return result;
    }

    private static void awaitWaiting(Admission admission, int count) {
        while (admission.waiting() < count) {
            Thread.onSpinWait();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String next(BlockingQueue<String> queue) throws InterruptedException {
        @Nullable String next = queue.poll(10, TimeUnit.SECONDS);
        return next == null ? "nobody" : next;
    }
}
