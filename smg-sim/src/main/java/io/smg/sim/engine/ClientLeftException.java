package io.smg.sim.engine;

import java.io.IOException;

/** Ends the work on a request whose client has left. */
final class ClientLeftException extends IOException {

    private static final long serialVersionUID = 1L;

    ClientLeftException() {
        super("the client has left");
    }
}
