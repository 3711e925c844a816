/**
 * The listener: Helidon's, with a strict and deadline-bound reader in front of its HTTP/1.1 parser.
 *
 * <p>Start with {@link io.smg.server.ingress.Listener}. Each connection is a {@link
 * io.smg.server.ingress.ClientConnection}; what Helidon reads from it has passed {@link
 * io.smg.server.ingress.StrictReader} first.
 */
package io.smg.server.ingress;
