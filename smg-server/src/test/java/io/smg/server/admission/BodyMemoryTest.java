package io.smg.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyMemoryTest {

    private final BodyMemory memory = new BodyMemory(100);

    @Test
    void givesAllThereIsAndNotAByteMore() {
        try (BodyMemory.Share one = memory.share();
                BodyMemory.Share other = memory.share()) {
            assertThat(one.growTo(60)).isTrue();
            assertThat(other.growTo(41)).isFalse();
            assertThat(other.growTo(40)).isTrue();

            assertThat(memory.taken()).isEqualTo(100);
        }
    }

    @Test
    void leavesAShareAsItWasWhereThereIsNoMore() {
        try (BodyMemory.Share share = memory.share()) {
            share.growTo(60);

            assertThat(share.growTo(101)).isFalse();
            assertThat(memory.taken()).isEqualTo(60);
            assertThat(share.growTo(100)).isTrue();
        }
    }

    @Test
    void countsAShareByItsSizeAndNotByItsSteps() {
        try (BodyMemory.Share share = memory.share()) {
            share.growTo(50);
            share.growTo(20);
            share.growTo(70);

            assertThat(memory.taken()).isEqualTo(70);
        }
    }

    @Test
    void getsBackWhatAShareHasTakenOnce() {
        BodyMemory.Share stays = memory.share();
        BodyMemory.Share goes = memory.share();
        stays.growTo(10);
        goes.growTo(30);
        goes.close();
        goes.close();

        assertThat(memory.taken()).isEqualTo(10);
    }
}
