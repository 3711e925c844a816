package io.smg.server.upstream;

/** An answer's body does not come to its end. Its message is for the log. */
public final class BrokenAnswerException extends Exception {

    private static final long serialVersionUID = 1;

    /** In which way the body is broken. */
    public enum Reason {
        /** The worker ended the connection too early. */
        TORN,
        /** The body's framing breaks the protocol. */
        MALFORMED,
        /** The worker was silent for too long. */
        SILENT,
        /** The exchange was cancelled, interrupted or closed on this side. */
        CANCELLED
    }

    private final Reason reason;

    BrokenAnswerException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** In which way the body is broken. */
    public Reason reason() {
        return reason;
    }
}
