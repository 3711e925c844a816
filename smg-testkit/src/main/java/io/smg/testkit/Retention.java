package io.smg.testkit;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Set;

/** Counts which of the objects it was shown are still held by somebody. For use by one thread. */
final class Retention {

    private static final int FRUITLESS_COLLECTIONS = 5;
    private static final long WAIT_MILLIS = 50;

    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private final Set<Object> held = new HashSet<>();

    /** Watches an object without holding it. */
    <T> T watch(T object) {
        held.add(new WeakReference<Object>(object, collected));
        return object;
    }

    /** How many of the watched objects are still held once several collections in a row have freed none. */
    int held() throws InterruptedException {
        int fruitless = 0;
        while (fruitless < FRUITLESS_COLLECTIONS && !held.isEmpty()) {
            System.gc();
            fruitless = forgetCollected() ? 0 : fruitless + 1;
        }
        return held.size();
    }

    private boolean forgetCollected() throws InterruptedException {
        int before = held.size();
        for (Object one = collected.remove(WAIT_MILLIS); one != null; one = collected.poll()) {
            held.remove(one);
        }
        return held.size() < before;
    }
}
