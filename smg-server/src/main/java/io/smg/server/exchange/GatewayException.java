package io.smg.server.exchange;

/** Ends a request now, with the given answer. It has no stack trace: it says nothing about the code. */
public final class GatewayException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient ErrorReply reply;

    /** Ends the request with a reply. */
    public GatewayException(ErrorReply reply) {
        super(reply.message(), null, false, false);
        this.reply = reply;
    }

    /** The answer that the client gets. */
    public ErrorReply reply() {
        return reply;
    }
}
