/**
 * Tests from outside: the image and the simulator run as processes, and what goes over the wire is looked at. Start
 * with {@link io.smg.e2e.Built}.
 */
@NullMarked
package io.smg.e2e;

import org.jspecify.annotations.NullMarked;
