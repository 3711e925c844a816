package io.smg.k8s;

import io.smg.api.LogEvent;
import java.util.Locale;

/** What the log lines of discovery tell. */
enum Event implements LogEvent {
    /** A pod serves: its workers come. */
    POD_CAME,
    /** A pod serves no more: its workers leave. */
    POD_LEFT,
    /** The pods can't be seen, and the workers stay as they are. */
    DISCOVERY_FAILED,
    /** The pods are seen again. */
    DISCOVERY_RECOVERED;

    private final String label = name().toLowerCase(Locale.ROOT);

    @Override
    public String label() {
        return label;
    }
}
