package io.smg.server.ingress;

import org.jspecify.annotations.Nullable;

/** The bytes that a client means, in both directions: as they are on its connection, or decrypted. */
interface Link {

    /**
     * Gets ready; what that takes is bounded by whoever calls it.
     *
     * @return whether the client can be spoken with
     */
    boolean open();

    /**
     * Waits for the client's next bytes.
     *
     * @return null at the end of what it sends
     * @throws java.io.UncheckedIOException if the connection fails
     */
    byte @Nullable [] read();

    /**
     * Sends bytes to the client.
     *
     * @throws java.io.UncheckedIOException if the connection fails
     */
    void write(byte[] bytes, int length);

    /** Whether nobody on the way can read it. */
    boolean isSecure();

    /** Tells the client that nothing more will come, where there is a way to tell. */
    void finish();
}
