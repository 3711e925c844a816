package io.smg.k8s;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often the follower looks for itself, whatever the watch says.
 *
 * @param relist the time from one full list to the next
 * @param silence how long a watch may say nothing before it is not believed any more
 * @param random what relists are spread by, a tenth on either side
 */
record Pace(Duration relist, Duration silence, RandomGenerator random) {

    private static final double SPREAD = 0.1;

    /** A list every five minutes. An API server says at least every 75 s that nothing is new. */
    static Pace usual(RandomGenerator random) {
        return new Pace(Duration.ofMinutes(5), Duration.ofSeconds(90), random);
    }

    /** The time to the next full list. */
    Duration nextRelist() {
        return Duration.ofNanos((long) (relist.toNanos() * random.nextDouble(1 - SPREAD, 1 + SPREAD)));
    }
}
