package io.smg.server;

/** The access log can't be written. The message says why, in one line. */
final class UnusableLogException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnusableLogException(String message) {
        super(message, null, false, false);
    }
}
