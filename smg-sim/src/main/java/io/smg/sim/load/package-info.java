/** The load generator. Start with {@link io.smg.sim.load.Load}. */
@NullMarked
package io.smg.sim.load;

import org.jspecify.annotations.NullMarked;
