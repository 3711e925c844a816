package io.smg.sim.engine;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.locks.ReentrantLock;

/** The {@code X-Request-Id}s that engines of one process are working on, and those of late. Thread-safe. */
public final class RequestIds {

    /** What is known of an identifier that arrives. */
    enum Arrival {
        NEW,
        /** It is being worked on. */
        DUPLICATE,
        /** Work on it has ended. */
        REPEAT
    }

    private static final int REMEMBERED = 200_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> current = new HashMap<>();
    private final SequencedSet<String> past = new LinkedHashSet<>();

    Arrival begin(String id) {
        lock.lock();
        try {
            if (current.merge(id, 1, Integer::sum) > 1) {
                return Arrival.DUPLICATE;
            }
            return past.contains(id) ? Arrival.REPEAT : Arrival.NEW;
        } finally {
            lock.unlock();
        }
    }

    void end(String id) {
        lock.lock();
        try {
            current.computeIfPresent(id, (_, count) -> count > 1 ? count - 1 : null);
            past.addLast(id);
            if (past.size() > REMEMBERED) {
                past.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    void forget() {
        lock.lock();
        try {
            past.clear();
        } finally {
            lock.unlock();
        }
    }
}
