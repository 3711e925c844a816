/** JSON as the gateway reads and writes it: streamed, bounded, never bound to objects. */
package io.smg.server.json;
