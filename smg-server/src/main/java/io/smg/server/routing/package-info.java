/**
 * Who can take a request, and who gets it: pools of workers by model, and the policy that chooses within a pool.
 *
 * <p>Start with {@link io.smg.server.routing.Router}.
 */
package io.smg.server.routing;
