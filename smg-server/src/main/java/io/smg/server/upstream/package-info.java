/**
 * Connections to workers: our own blocking HTTP/1.1 client, one pool a worker.
 *
 * <p>Start with {@link io.smg.server.upstream.ConnectionPool}, which opens an
 * {@link io.smg.server.upstream.UpstreamExchange} for each attempt: it sends one request and hands over the answer's
 * head and body. {@code Wire} is the only type that touches a socket.
 */
package io.smg.server.upstream;
