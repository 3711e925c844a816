package io.smg.sim.load;

import java.net.URI;
import java.time.Duration;

/**
 * What chat load is wanted.
 *
 * @param url where it goes
 * @param model the model that is asked for
 * @param seed what the chats, and the times at which they go on, come of
 * @param share the share of the engines' capacity that is asked for, if no engine computed what another one has
 * @param engines how many engines there are
 * @param prefillStart what a prefill takes there at least
 * @param prefillRate the tokens a second that are prefilled beyond that
 * @param duration how long it goes on
 * @param warmup for how long before that what happens isn't counted
 * @param outputTokens the tokens of an answer
 * @param timeout how long nothing may arrive
 */
public record ChatOptions(
        URI url,
        String model,
        long seed,
        double share,
        int engines,
        Duration prefillStart,
        double prefillRate,
        Duration duration,
        Duration warmup,
        int outputTokens,
        Duration timeout) {}
