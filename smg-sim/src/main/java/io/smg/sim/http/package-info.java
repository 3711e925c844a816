/**
 * HTTP/1.1 over plain sockets, small enough that a test decides about every byte. Start with
 * {@link io.smg.sim.http.HttpServer}.
 */
@NullMarked
package io.smg.sim.http;

import org.jspecify.annotations.NullMarked;
