/** Durations as people write them. */
@NullMarked
package io.smg.sim.time;

import org.jspecify.annotations.NullMarked;
