package io.smg.server.upstream;

import java.io.IOException;

/** Takes the bytes of an answer's body out of what the worker sends. */
sealed interface BodyDecoder permits CountedBody, ChunkedBody, UntilCloseBody {

    /** The decoder of a body that ends as given. */
    static BodyDecoder of(BodyLength length) {
        return switch (length.framing()) {
            case NONE, LENGTH -> new CountedBody(length.bytes());
            case CHUNKED -> new ChunkedBody();
            case UNTIL_CLOSE -> new UntilCloseBody();
        };
    }

    /**
     * Reads what has arrived, and waits only if that is nothing.
     *
     * @param millis how long to wait at most, 0 for ever
     * @return how many bytes were read, or -1 if the body has ended
     * @throws java.io.EOFException if the connection ended before the body
     * @throws java.net.ProtocolException if the framing is broken
     * @throws java.net.SocketTimeoutException if the worker was silent for too long
     */
    int read(Inbound inbound, byte[] buffer, int offset, int length, int millis) throws IOException;

    /** Whether a read would return without waiting, as far as what has arrived tells. */
    boolean isReady(Inbound inbound);

    /** Whether the last byte has been read, and the end been seen. */
    boolean ended();
}
