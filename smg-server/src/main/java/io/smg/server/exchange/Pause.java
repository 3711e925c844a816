package io.smg.server.exchange;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A wait between two attempts, which ends early if the client leaves.
 *
 * @param client who waits
 */
record Pause(Client client) {

    /**
     * Waits.
     *
     * @throws ClientGoneException if the client leaves
     */
    void await(Duration length) {
        CountDownLatch left = new CountDownLatch(1);
        client.whenLeft(left::countDown);
        try {
            if (left.await(length.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ClientGoneException();
            }
        } catch (InterruptedException e) {
            // Somebody wants this request to end now.
            Thread.currentThread().interrupt();
            throw new ClientGoneException();
        }
    }
}
