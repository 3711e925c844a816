package io.smg.sim.engine;

/** How an API words answers. */
interface Dialect {

    /** A whole answer. */
    byte[] whole(Answer answer);

    /** The events of a token of a stream; those that open the stream come with the first. */
    byte[] token(Answer answer, int index);

    /** The events that close a stream. */
    byte[] end(Answer answer);

    /** Whether there is anything to decode. */
    default boolean generates() {
        return true;
    }
}
