package io.smg.server.http1;

/**
 * One header field, as it stood on the wire.
 *
 * @param name the name, in the case it came in
 * @param value the value, without the white space around it
 */
public record Field(String name, String value) {

    /**
     * Whether this field has the given name.
     *
     * @param other a field name in any case
     */
    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }
}
