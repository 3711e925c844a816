/**
 * The simulated engine. Start with {@link io.smg.sim.engine.Engine}; {@link io.smg.sim.engine.PrefixCache} and
 * {@link io.smg.sim.engine.Timing} are its model, and know neither sockets nor the clock.
 */
@NullMarked
package io.smg.sim.engine;

import org.jspecify.annotations.NullMarked;
