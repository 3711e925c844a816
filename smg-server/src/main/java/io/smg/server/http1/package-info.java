/**
 * HTTP/1.1 messages as both ends of the gateway see them: fields, and the grammar that they are held to.
 *
 * <p>Start with {@link io.smg.server.http1.Fields}. Text is ISO-8859-1 throughout, one character a byte, so that what
 * came in can go out unchanged.
 */
package io.smg.server.http1;
