package io.smg.replay;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of the process as somebody wishes it who presses Ctrl-C: while this is open, what was done so far can still
 * be printed. Thread-safe.
 */
final class Interruption implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch printed = new CountDownLatch(1);
    private final Thread hook = Thread.ofPlatform().name("interruption").unstarted(this::await);
    private volatile boolean isWanted;

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the process is to end. */
    boolean isWanted() {
        return isWanted;
    }

    /** All is printed. */
    @Override
    public void close() {
        printed.countDown();
        if (!isWanted) {
            remove();
        }
    }

    private void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It has just begun, and will not wait.
        }
    }

    /** The process lives for as long as this takes. */
    private void await() {
        isWanted = true;
        try {
            if (!printed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Thread.currentThread().interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
