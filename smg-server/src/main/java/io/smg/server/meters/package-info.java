/**
 * Helidon's metrics API over memory, and the text formats that Prometheus scrapes: names and labels leave exactly as
 * they are given.
 *
 * <p>Start with {@link io.smg.server.meters.Meters}, which is the registry.
 */
package io.smg.server.meters;
