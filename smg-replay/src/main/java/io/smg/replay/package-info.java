/**
 * The replay of a trace against routing policies, in virtual time. Start with {@link io.smg.replay.Replay}, which plays
 * the requests of a {@link io.smg.replay.Trace} to one policy over a number of {@link io.smg.replay.ModelledEngine}s;
 * {@link io.smg.replay.ReplayCommand} is what stands around it.
 */
package io.smg.replay;
