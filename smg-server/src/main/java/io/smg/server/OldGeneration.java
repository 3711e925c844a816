package io.smg.server;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * The part of the heap where long-lived objects end up. The JVM's serial collector looks what of it is still in use only
 * when the heap can't grow any more, so that each wave of streams takes memory beside what the last one has left. This
 * collects it in proportion to what is in use. For one thread.
 */
final class OldGeneration {

    /** Up to this it is left alone. */
    static final long FLOOR = 160L << 20;

    /** How many times what was in use last time it may have. A collection stops everybody, so it has to be worth it. */
    static final int GROWTH = 3;

    private final LongSupplier used;
    private final Runnable collection;
    private long limit = FLOOR;

    /**
     * Makes one that has not been collected yet.
     *
     * @param used how many bytes it has
     * @param collection collects it
     */
    OldGeneration(LongSupplier used, Runnable collection) {
        this.used = used;
        this.collection = collection;
    }

    /** The one of this JVM; other collectors than the serial one look after theirs, and it seems empty. */
    static OldGeneration ofThisJvm() {
        LongSupplier used = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Tenured Gen"))
                .findFirst()
                .<LongSupplier>map(pool -> () -> pool.getUsage().getUsed())
                .orElse(() -> 0);
        return new OldGeneration(used, System::gc);
    }

    /** Collects it if it has grown; to be called often, since it grows fast. */
    void collectIfGrown() {
        if (used.getAsLong() > limit) {
            collection.run();
            limit = Math.max(FLOOR, GROWTH * used.getAsLong());
        }
    }
}
