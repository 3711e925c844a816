package io.smg.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OldGenerationTest {

    private final AtomicLong used = new AtomicLong();
    private long inUse;
    private int collections;

    private final OldGeneration generation = new OldGeneration(used::get, this::collect);

    @Test
    void isLeftAloneWhileItIsSmall() {
        growTo(OldGeneration.FLOOR);

        assertThat(collections).isZero();
    }

    @Test
    void isCollectedEachTimeThatItHasGrown() {
        inUse = OldGeneration.FLOOR / (2 * OldGeneration.GROWTH);

        growTo(OldGeneration.FLOOR + 1);
        growTo(OldGeneration.FLOOR);
        growTo(OldGeneration.FLOOR + 1);

        assertThat(collections).isEqualTo(2);
    }

    @Test
    void mayHaveSomeTimesWhatIsInUse() {
        inUse = OldGeneration.FLOOR;

        growTo(2 * inUse);
        growTo(OldGeneration.GROWTH * inUse);
        int before = collections;
        growTo(OldGeneration.GROWTH * inUse + 1);

        assertThat(before).isEqualTo(1);
        assertThat(collections).isEqualTo(2);
    }

    @Test
    void ofThisJvmCanBeAsked() {
        OldGeneration.ofThisJvm().collectIfGrown();

        assertThat(collections).isZero();
    }

    private void growTo(long bytes) {
        used.set(bytes);
        generation.collectIfGrown();
    }

    private void collect() {
        collections++;
        used.set(inUse);
    }
}
