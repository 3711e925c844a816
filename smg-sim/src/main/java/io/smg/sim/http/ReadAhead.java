package io.smg.sim.http;

import java.io.IOException;
import java.io.InputStream;

/** A connection's input, on which a {@link Lookout} can be kept while nothing is read from it. For one thread. */
final class ReadAhead extends InputStream {

    private static final int SIZE = 4096;

    private final InputStream in;
    private final byte[] buffer = new byte[SIZE];
    private final Lookout lookout;
    private int position;
    private int limit;

    ReadAhead(InputStream in) {
        this.in = in;
        this.lookout = new Lookout(in, buffer);
    }

    /** Runs something once the input ends, if that can be seen: not while there is something to be read. */
    void watch(Runnable whenEnded) {
        if (position == limit) {
            lookout.watch(whenEnded);
        }
    }

    /** Forgets what {@link #watch} was to run. */
    void unwatch() {
        lookout.unwatch();
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (position < limit) {
            return true;
        }
        int ahead = lookout.take();
        int count = ahead == 0 ? in.read(buffer) : ahead;
        position = 0;
        limit = Math.max(count, 0);
        return count > 0;
    }
}
