package io.smg.k8s;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** A time in which the cluster can't be seen: its beginning, its end, and one log line for each. Used by one thread. */
final class Trouble {

    private static final System.Logger LOG = System.getLogger(Trouble.class.getName());

    private final LongSupplier nanoTime;
    private OptionalLong since = OptionalLong.empty();
    private String last = "";

    Trouble(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Something is wrong, which is logged unless it was the last thing that was wrong. */
    void is(String what) {
        if (since.isEmpty()) {
            since = OptionalLong.of(nanoTime.getAsLong());
        }
        boolean isNew = !what.equals(last);
        LOG.log(
                isNew ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                "kubernetes: {0}; the workers stay as they are, and it is tried again",
                what,
                Event.DISCOVERY_FAILED);
        last = what;
    }

    /** How long things have been wrong. */
    Duration length() {
        return since.isPresent() ? Duration.ofNanos(nanoTime.getAsLong() - since.getAsLong()) : Duration.ZERO;
    }

    /** All is well. */
    void isOver() {
        if (since.isPresent()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "kubernetes: pods are seen again after {0} s",
                    length().toSeconds(),
                    Event.DISCOVERY_RECOVERED);
        }
        since = OptionalLong.empty();
        last = "";
    }
}
