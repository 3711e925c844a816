package io.smg.sim.http;

import java.io.IOException;

/** What happens to an answer that is broken on purpose. */
@FunctionalInterface
public interface Breaking {

    /**
     * Breaks it.
     *
     * @throws IOException ends the connection
     */
    void happen() throws IOException;
}
