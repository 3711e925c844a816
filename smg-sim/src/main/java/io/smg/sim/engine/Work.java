package io.smg.sim.engine;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The waits in the work on one request, each of which ends at once when the client leaves. For the thread that made
 * it.
 */
final class Work {

    private final Consumer<Runnable> watch;
    private final Thread worker = Thread.currentThread();
    private volatile boolean left;
    private boolean watched;

    /**
     * Work on a request.
     *
     * @param watch takes what is to be run when the client leaves; it is first called when there is a wait
     */
    Work(Consumer<Runnable> watch) {
        this.watch = watch;
    }

    /** Waits until a time on the scale of {@link System#nanoTime}. */
    void until(long nanoTime) throws ClientLeftException {
        for (long rest = nanoTime - System.nanoTime(); rest > 0; rest = nanoTime - System.nanoTime()) {
            look();
            LockSupport.parkNanos(this, rest);
        }
    }

    /** Waits until something holds of which this work's thread is told by unparking it. */
    void until(BooleanSupplier claim) throws ClientLeftException {
        while (!claim.getAsBoolean()) {
            look();
            LockSupport.park(this);
        }
    }

    /** Waits until the client leaves. */
    void forEver() throws ClientLeftException {
        until(() -> false);
    }

    /** The thread that waits. */
    Thread worker() {
        return worker;
    }

    private void look() throws ClientLeftException {
        if (!watched) {
            watched = true;
            watch.accept(this::leave);
        }
        if (left) {
            throw new ClientLeftException();
        }
    }

    private void leave() {
        left = true;
        LockSupport.unpark(worker);
    }
}
