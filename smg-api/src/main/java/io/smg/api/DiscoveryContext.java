package io.smg.api;

import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the gateway tells a source of workers: which workers to look for, and where time and randomness come from.
 * Implementations are thread-safe, and so is the generator that {@link #random()} returns.
 */
public interface DiscoveryContext {

    /**
     * The labels that a worker must have, all of them, as {@code --selector} gives them.
     *
     * @return values by name; immutable
     */
    Map<String, String> selector();

    /**
     * Where to look, as {@code --service-discovery-namespace} says.
     *
     * @return a namespace, {@code "*"} for all of them, or empty for the gateway's own
     */
    Optional<String> namespace();

    /**
     * The port on which workers listen that don't say otherwise, as {@code --service-discovery-port} gives it.
     *
     * @return a port from 1 to 65535
     */
    int port();

    /**
     * Where a worker's model id is found, as {@code --model-id-from} says.
     *
     * @return {@code namespace}, {@code label:KEY} or {@code annotation:KEY}; empty if workers are asked for it
     */
    Optional<String> modelIdFrom();

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
