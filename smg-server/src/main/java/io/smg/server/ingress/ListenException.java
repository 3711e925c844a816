package io.smg.server.ingress;

/** The port can't be listened on. The message says which and why, in one line. */
public final class ListenException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ListenException(String message) {
        super(message, null, false, false);
    }
}
