package io.smg.k8s;

import java.util.logging.Level;
import java.util.logging.Logger;

/** The log of the Kubernetes client. It tells of each failure with stack traces, which the follower says in a line. */
final class ClientLog {

    /** Kept, since the log forgets the level of a logger that nobody holds. */
    private static final Logger CLIENT = Logger.getLogger("io.fabric8");

    private ClientLog() {}

    /** Leaves it out, unless everything is logged. */
    static void quieten() {
        boolean debugging = Logger.getLogger("io.smg").isLoggable(Level.FINE);
        CLIENT.setLevel(debugging ? Level.WARNING : Level.OFF);
    }
}
