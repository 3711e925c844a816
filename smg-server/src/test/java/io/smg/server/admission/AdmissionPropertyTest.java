package io.smg.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.server.config.AdmissionConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds whoever comes, leaves and stays: a seeded crowd at one door. */
@Timeout(60)
class AdmissionPropertyTest {

    private static final int CONCURRENT = 5;
    private static final int QUEUE = 12;
    private static final int CROWD = 2_000;

    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger mostInside = new AtomicInteger();
    private final AtomicInteger mostWaiting = new AtomicInteger();
    private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @CsvSource({"1, 1000000", "2, 1000000", "3, 4000", "4, 1500"})
    void keepsItsBoundsWhateverTheCrowdDoes(long seed, int rate) throws InterruptedException {
        Admission admission = admission(CONCURRENT, rate);
        Random random = new Random(seed);
        List<Thread> crowd = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            crowd.add(guest(admission, random.nextInt(4) == 0, random.nextInt(300), random.nextInt(500)));
            mostWaiting.accumulateAndGet(admission.waiting(), Math::max);
            LockSupport.parkNanos(random.nextInt(100) * 1_000L);
        }
        for (Thread guest : crowd) {
            assertThat(guest.join(Duration.ofSeconds(20))).isTrue();
        }

        assertThat(mostInside).hasValueLessThanOrEqualTo(CONCURRENT);
        assertThat(mostWaiting).hasValueLessThanOrEqualTo(QUEUE);
        assertThat(entries).hasSize(CROWD).contains(Entry.ADMITTED).doesNotContain(Entry.TIMED_OUT);
        assertAllPlacesAreFree(admission);
    }

    @Test
    void letsInThoseWhoQueueInTheOrderInWhichTheyCame() throws InterruptedException {
        Admission admission =
                new Admission(new AdmissionConfig(1, 2_000, 300, Duration.ofMinutes(1)), System::nanoTime);
        Admission.Visit first = admission.visit();
        first.enter();
        ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();
        List<Integer> expected = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(300);
        Random random = new Random(5);
        List<Admission.Visit> leavers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int number = i;
            Admission.Visit visit = admission.visit();
            Thread.startVirtualThread(() -> {
                try (visit) {
                    if (visit.enter() == Entry.ADMITTED) {
                        order.add(number);
                    }
                }
                done.countDown();
            });
            while (admission.waiting() <= i) {
                Thread.onSpinWait();
            }
            if (random.nextInt(3) == 0) {
                leavers.add(visit);
            } else {
                expected.add(number);
            }
        }
        leavers.forEach(Admission.Visit::leave);
        while (admission.waiting() > expected.size()) {
            Thread.onSpinWait();
        }
        first.close();

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactlyElementsOf(expected);
        assertThat(admission.inFlight()).isZero();
        assertThat(admission.waiting()).isZero();
    }

    private static Admission admission(int concurrent, int rate) {
        return new Admission(new AdmissionConfig(concurrent, rate, QUEUE, Duration.ofMinutes(1)), System::nanoTime);
    }

    /** Comes, perhaps leaves while it waits, else stays for a while. */
    private Thread guest(Admission admission, boolean leaves, int patienceMicros, int stayMicros) {
        Admission.Visit visit = admission.visit();
        Thread guest = Thread.startVirtualThread(() -> {
            try (visit) {
                Entry entry = visit.enter();
                entries.add(entry);
                if (entry == Entry.ADMITTED) {
                    mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(stayMicros * 1_000L);
                    inside.decrementAndGet();
                }
            }
        });
        if (leaves) {
            Thread.startVirtualThread(() -> {
                LockSupport.parkNanos(patienceMicros * 1_000L);
                visit.leave();
            });
        }
        return guest;
    }

    private static void assertAllPlacesAreFree(Admission admission) {
        assertThat(admission.waiting()).isZero();
        assertThat(admission.inFlight()).isZero();
        for (int i = 0; i < CONCURRENT; i++) {
            assertThat(admission.visit().enter()).isEqualTo(Entry.ADMITTED);
        }
        assertThat(admission.inFlight()).isEqualTo(CONCURRENT);
    }
}
