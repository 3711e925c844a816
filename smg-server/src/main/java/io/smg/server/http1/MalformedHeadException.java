package io.smg.server.http1;

/** The head of a message breaks HTTP's grammar or its bounds. Its message is safe to show to either side. */
public final class MalformedHeadException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** In which way the head is bad. */
    public enum Reason {
        /** It breaks the grammar. */
        SYNTAX,
        /** It has more fields or bytes than allowed. */
        TOO_LARGE
    }

    private final Reason reason;

    /** A head that breaks the grammar. */
    public MalformedHeadException(String message) {
        this(Reason.SYNTAX, message);
    }

    /** A head that is bad in the given way. */
    public MalformedHeadException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** In which way the head is bad. */
    public Reason reason() {
        return reason;
    }
}
