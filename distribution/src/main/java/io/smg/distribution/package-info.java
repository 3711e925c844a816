/**
 * What the build runs around the image: the training of its AOT cache, the demo, and the processes that both, and the
 * end-to-end tests, start. Nothing here is inside the image. Start with {@link io.smg.distribution.Image}.
 */
@NullMarked
package io.smg.distribution;

import org.jspecify.annotations.NullMarked;
