package io.smg.sim.http;

import java.io.IOException;

/** Ends a connection on purpose: what is to be answered is broken off here. */
public final class BrokenOffException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Ways of ending a connection. */
    public enum Way {
        /** In good order. */
        CLOSE,
        /** With a reset. */
        RESET
    }

    private final Way way;

    /** A connection's end on purpose. */
    public BrokenOffException(Way way) {
        super("broken off on purpose");
        this.way = way;
    }

    Way way() {
        return way;
    }
}
