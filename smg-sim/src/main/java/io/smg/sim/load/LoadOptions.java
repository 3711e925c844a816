package io.smg.sim.load;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What load is wanted.
 *
 * @param url where it goes
 * @param model the model that is asked for
 * @param connections how many connections ask, each for one thing at a time
 * @param rate requests a second, whether or not answers come; 0 asks again as soon as an answer is there
 * @param duration how long it goes on
 * @param warmup for how long before that what happens isn't counted
 * @param requests how many requests at most; 0 is no bound
 * @param promptBytes how long the prompt is
 * @param streams whether streams are asked for
 * @param events how many tokens are asked for; 0 leaves that to the engine
 * @param pace the time that an engine is asked to take for a token
 * @param timeout how long nothing may arrive
 * @param key an API key
 */
public record LoadOptions(
        URI url,
        String model,
        int connections,
        double rate,
        Duration duration,
        Duration warmup,
        long requests,
        int promptBytes,
        boolean streams,
        int events,
        Optional<Duration> pace,
        Duration timeout,
        Optional<String> key) {}
