/** The program {@code smg-sim}: {@link io.smg.sim.Main} with its commands. */
@NullMarked
package io.smg.sim;

import org.jspecify.annotations.NullMarked;
