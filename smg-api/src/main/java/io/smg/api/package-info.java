/**
 * The plug-in API of the smg inference gateway.
 *
 * <p>Starting points: {@link io.smg.api.RoutingPolicyProvider} names a policy and makes one for each model;
 * {@link io.smg.api.RoutingPolicy} chooses a {@link io.smg.api.Worker} for a {@link io.smg.api.RoutingRequest} and
 * is told the {@link io.smg.api.Outcome}. {@link io.smg.api.WorkerDiscoveryProvider} names a source of workers, and
 * {@link io.smg.api.WorkerDiscovery} says which workers exist.
 */
package io.smg.api;
