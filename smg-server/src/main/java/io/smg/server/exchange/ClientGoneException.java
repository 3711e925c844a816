package io.smg.server.exchange;

/** The client has left, so there is nobody to answer. */
public final class ClientGoneException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The client left. */
    public ClientGoneException() {
        super("the client has left", null, false, false);
    }
}
