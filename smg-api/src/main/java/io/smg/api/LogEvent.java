package io.smg.api;

/**
 * What a line of the log tells, by a name that stays when its words change. Given as the last parameter of a message,
 * which does not refer to it: {@code LOG.log(INFO, "worker {0} comes", url, Event.WORKER_COMES)}. Implementations are
 * constants, thus thread-safe.
 */
public interface LogEvent {

    /**
     * The name, by which operators search.
     *
     * @return lower-case words with underscores between them
     */
    String label();
}
