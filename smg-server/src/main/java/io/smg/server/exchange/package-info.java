/**
 * The data path: what happens between a client's request and a worker's answer.
 *
 * <p>Start with {@link io.smg.server.exchange.Exchange}, which is the whole life of a request.
 */
package io.smg.server.exchange;
