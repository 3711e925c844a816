package io.smg.server.observe;

import io.smg.api.LogEvent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** What the gateway's own log lines tell. */
public enum Event implements LogEvent {
    /** Certificates or keys have been read anew from their files. */
    CREDENTIALS_RENEWED,
    /** Files of certificates or keys have changed and are no use: what was read before stays. */
    CREDENTIALS_KEPT,
    /** The listener for clients is bound. */
    LISTENING,
    /** The listener for scrapes is bound. */
    METRICS_LISTENING,
    /** Nobody listens for clients any more. */
    LISTENER_LOST,
    /** The gateway has been told to stop. */
    STOPPING,
    /** The gateway is about to end. */
    STOPPED,
    /** A source sees a worker that it did not see before. */
    WORKER_CAME,
    /** No source sees a worker any more: it finishes what it has. */
    WORKER_LEFT,
    /** A worker that had left has finished. */
    WORKER_GONE,
    /** A worker's probes are good. */
    WORKER_READY,
    /** A worker's probes fail. */
    WORKER_NOT_READY,
    /** It is known which models a worker serves. */
    WORKER_MODELS,
    /** A worker gave no answer to a request. */
    WORKER_FAILED,
    /** A worker broke off in the middle of an answer. */
    WORKER_BROKE,
    /** A worker's breaker does something else now. */
    BREAKER_CHANGED,
    /** The gateway can serve requests. */
    READY,
    /** The gateway can't serve requests. */
    NOT_READY;

    private final String label = name().toLowerCase(Locale.ROOT);

    @Override
    public String label() {
        return label;
    }

    /** The event of a log line, if it tells one. */
    static Optional<LogEvent> of(LogRecord record) {
        @Nullable Object @Nullable [] parameters = record.getParameters();
        return parameters == null
                ? Optional.empty()
                : Arrays.stream(parameters)
                        .filter(LogEvent.class::isInstance)
                        .map(LogEvent.class::cast)
                        .findFirst();
    }
}
