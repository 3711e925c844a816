package io.smg.server.admission;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that the bodies of all requests may take together. Thread-safe. */
public final class BodyMemory {

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    /**
     * Memory of which nothing is taken.
     *
     * @param limit how many bytes there are
     */
    public BodyMemory(long limit) {
        this.limit = limit;
    }

    /** A quarter of what the heap may grow to. */
    public static BodyMemory quarterOfHeap() {
        return new BodyMemory(Runtime.getRuntime().maxMemory() / 4);
    }

    /** How many bytes are taken. */
    public long taken() {
        return taken.get();
    }

    /** A request's share, empty at first. */
    public Share share() {
        return new Share();
    }

    /** What one request has taken, until it is closed. Used by one thread. */
    public final class Share implements AutoCloseable {

        private long size;

        private Share() {}

        /**
         * Makes the share as large as that, if it is not yet.
         *
         * @param bytes how many bytes the request needs in all
         * @return false if they are not to be had; the share is as it was then
         */
        public boolean growTo(long bytes) {
            long more = bytes - size;
            if (more <= 0) {
                return true;
            }
            if (taken.addAndGet(more) > limit) {
                taken.addAndGet(-more);
                return false;
            }
            size = bytes;
            return true;
        }

        @Override
        public void close() {
            taken.addAndGet(-size);
            size = 0;
        }
    }
}
