/**
 * What the gateway is told to do: immutable records, checked in their constructors, and the kinds of value in them.
 *
 * <p>Start with {@link io.smg.server.config.GatewayConfig}. Where the values come from, and what they are when nobody
 * gives them, is the business of {@code io.smg.server.cli}.
 */
package io.smg.server.config;
