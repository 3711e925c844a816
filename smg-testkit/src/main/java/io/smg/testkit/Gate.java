package io.smg.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a script waits at until its test opens it. Thread-safe. */
public final class Gate {

    private final CountDownLatch latch = new CountDownLatch(1);

    /** A gate that is shut. */
    public Gate() {}

    /** Lets everyone through, now and later. */
    public void open() {
        latch.countDown();
    }

    /**
     * Waits until the gate is open.
     *
     * @throws AssertionError if that takes too long
     */
    public void pass() {
        try {
            if (!latch.await(ScriptedWorker.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("waited in vain at a gate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted at a gate", e);
        }
    }
}
