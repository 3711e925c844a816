/**
 * What the gateway shows and what it believes: certificates, private keys, authorities and API keys, out of files that
 * may change while it runs.
 *
 * <p>Start with {@link io.smg.server.credentials.Watched}.
 */
package io.smg.server.credentials;
