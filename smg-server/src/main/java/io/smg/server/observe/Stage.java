package io.smg.server.observe;

import java.util.Locale;

/** How far a request has come. */
public enum Stage {
    /** It waits to be let in. */
    QUEUE,
    /** Its body is being read. */
    BODY,
    /** A worker has it and has not answered yet. */
    WORKER,
    /** The answer is on its way. */
    ANSWER;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in labels. */
    public String label() {
        return label;
    }
}
