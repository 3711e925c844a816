package io.smg.policy.cacheaware;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LearntCapacityTest {

    private final LearntCapacity capacity = new LearntCapacity(10_000);

    @Test
    void startsAtTheBound() {
        assertThat(capacity.blocks()).isEqualTo(10_000);
    }

    @Test
    void shrinksByTwoPercentOfTheLesserOfCapacityAndSize() {
        capacity.foundLess(5_000);
        assertThat(capacity.blocks()).isEqualTo(4_900);

        capacity.foundLess(9_000);
        assertThat(capacity.blocks()).isEqualTo(4_802);
    }

    @Test
    void growsByTwoPercentUpToTheBound() {
        capacity.foundLess(5_000);
        capacity.foundMore();
        assertThat(capacity.blocks()).isEqualTo(4_998);

        for (int i = 0; i < 100; i++) {
            capacity.foundMore();
        }

        assertThat(capacity.blocks()).isEqualTo(10_000);
    }

    @Test
    void keepsRoomFor256Blocks() {
        capacity.foundLess(3);

        assertThat(capacity.blocks()).isEqualTo(256);
    }

    @Test
    void staysWithinABoundOfFewerBlocksThanThat() {
        LearntCapacity small = new LearntCapacity(10);
        small.foundLess(3);

        assertThat(small.blocks()).isEqualTo(10);
    }
}
