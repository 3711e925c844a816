package io.smg.server.worker;

/**
 * One entry of a worker's model list.
 *
 * @param id the model's id
 * @param json the entry as the worker gave it, with all its fields
 */
public record ModelCard(String id, String json) {}
