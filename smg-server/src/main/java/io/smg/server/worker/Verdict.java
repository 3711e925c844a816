package io.smg.server.worker;

import io.smg.server.config.HealthConfig;
import io.smg.server.worker.Backend.Health;

/**
 * What is thought of one worker, from its probes in a row: a new one is trusted after its first good probe, and then it
 * takes several of one kind to change the opinion. Used by one thread.
 */
final class Verdict {

    private final HealthConfig config;
    private boolean lastWasGood;
    private int inARow;

    Verdict(HealthConfig config) {
        this.config = config;
    }

    /** Whether no probe has been taken into account yet. */
    boolean isFirst() {
        return inARow == 0;
    }

    /**
     * Takes a further probe into account.
     *
     * @param before what was thought until now
     */
    Health after(boolean good, Health before) {
        inARow = good == lastWasGood ? inARow + 1 : 1;
        lastWasGood = good;
        return switch (before) {
            case PENDING -> good ? Health.READY : Health.PENDING;
            case READY -> !good && inARow >= config.failureThreshold() ? Health.NOT_READY : Health.READY;
            case NOT_READY -> good && inARow >= config.successThreshold() ? Health.READY : Health.NOT_READY;
        };
    }
}
