package io.smg.replay;

/**
 * The engines that a trace is played to.
 *
 * @param workers how many there are
 * @param model what each is like
 */
record Fleet(int workers, EngineModel model) {}
