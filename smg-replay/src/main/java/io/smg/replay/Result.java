package io.smg.replay;

import java.time.Duration;

/**
 * What became of a trace with one policy.
 *
 * @param policy the policy
 * @param measured what was measured of the requests
 * @param skew how long the busiest engine prefilled, as a multiple of the mean
 * @param isComplete whether every request was answered
 * @param took how long the replay took
 */
record Result(PolicyChoice policy, Measured measured, double skew, boolean isComplete, Duration took) {}
