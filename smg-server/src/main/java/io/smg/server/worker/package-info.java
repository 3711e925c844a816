/**
 * The workers behind the gateway: who they are, whether they are ready, what they serve, and how loaded they are.
 *
 * <p>Start with {@link io.smg.server.worker.WorkerRegistry}, which knows them all.
 */
package io.smg.server.worker;
