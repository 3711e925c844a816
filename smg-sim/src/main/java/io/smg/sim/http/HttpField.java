package io.smg.sim.http;

/**
 * A header field as it was given.
 *
 * @param name its name
 * @param value its value
 */
public record HttpField(String name, String value) {}
