package io.smg.server.observe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Where whole lines are written. Used by one thread. */
interface LineSink extends AutoCloseable {

    /** Takes no lines. */
    LineSink NOWHERE = lines -> {};

    /** Writes lines through at once. */
    void write(ByteArrayOutputStream lines) throws IOException;

    @Override
    default void close() {}
}
