package io.smg.server.exchange;

import io.smg.server.http1.RequestHead;

/** The client's end of an exchange, as the listener provides it. */
public interface Client {

    /** The head of the request that is being answered, exactly as it came. */
    RequestHead head();

    /** The id of the request that is being answered, the client's own or one that was made. */
    String requestId();

    /** How long the request's body is; -1 if only its end will tell. */
    long bodyLength();

    /** Whether the request's body is announced to be larger than the gateway takes. */
    boolean isBodyTooLarge();

    /** Whether the request has a body that was not read to its end. */
    boolean hasUnreadBody();

    /**
     * Reads some of the request's body, waiting for the first byte; a client that waits to be told to send it is told.
     *
     * @return how many bytes were read, at least one, or -1 at the end
     * @throws GatewayException if the body is badly framed, or too large
     * @throws ClientGoneException if the client breaks off, or takes too long
     */
    int readBody(byte[] target, int offset, int length);

    /**
     * Sends bytes to the client.
     *
     * @throws ClientGoneException if the client can't be reached any more, or reads nothing for too long
     */
    void send(byte[] bytes, int length);

    /** The address that the connection comes from, without its port. */
    String address();

    /** Whether the connection comes from a proxy whose word is taken for where its requests came from. */
    boolean isTrustedProxy();

    /** Whether the connection is encrypted. */
    boolean isSecure();

    /** Whether the gateway is about to stop, so that the client had better make its next connection elsewhere. */
    boolean isServerStopping();

    /** The connection's buffer for answers, of the given size at least: one answer at a time uses it. */
    byte[] answerBuffer(int size);

    /**
     * Says what to do when the client leaves while its request is under way; replaces what was said before. The
     * action runs on another thread, or at once on this one if the client has left already.
     *
     * @param action safe to run twice
     */
    void whenLeft(Runnable action);

    /** Whether the client is known to have left. */
    boolean hasLeft();

    /** Ends the watch over the client: the answer is complete, or there is none. */
    void exchangeEnded();

    /** What a reader that watches over a client needs to know and to tell. */
    interface Watch {

        /** Whether a request of the client is still under way. */
        boolean isUnderWay();

        /** Tells that the client's half of the connection has ended. */
        void left();
    }
}
