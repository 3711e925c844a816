package io.smg.api;

import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What the gateway lends to one policy instance. A policy that takes time and randomness from here and nowhere else
 * runs unchanged in a test and in a replay, where time is virtual. Implementations are thread-safe, and so is the
 * generator that {@link #random()} returns.
 */
public interface PolicyContext {

    /**
     * The model whose workers the policy chooses between.
     *
     * @return the model's id, or the empty string for requests that name no model
     */
    String model();

    /**
     * The options given with {@code --policy-option key=value}, for whichever policy is in use, and those of the command
     * line that only a policy understands, such as {@code --max-tree-size}, without their dashes.
     *
     * @return an immutable map, empty if none were given
     */
    Map<String, String> options();

    /**
     * The current time of a monotonic clock with an arbitrary origin, as {@link System#nanoTime()} gives it.
     *
     * @return nanoseconds
     */
    long nanoTime();

    /**
     * The source of randomness.
     *
     * @return a generator that may be used from several threads
     */
    RandomGenerator random();
}
