package io.smg.server.observe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** The first so many names that come, which are told apart; one name for all others. Thread-safe. */
final class BoundedNames {

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Semaphore room;

    BoundedNames(int size) {
        room = new Semaphore(size);
    }

    /** The name itself, or {@link RequestRecord#OTHER} if it came too late. */
    String of(String name) {
        if (known.contains(name)) {
            return name;
        }
        if (!room.tryAcquire()) {
            return RequestRecord.OTHER;
        }
        if (!known.add(name)) {
            room.release();
        }
        return name;
    }
}
