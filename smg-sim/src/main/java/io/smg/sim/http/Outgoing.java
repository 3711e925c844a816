package io.smg.sim.http;

import java.io.IOException;
import java.io.OutputStream;

/** An answer's way out, which may be made to break after a number of bytes. */
final class Outgoing {

    private final OutputStream out;
    private long left = Long.MAX_VALUE;
    private Breaking breaking = () -> {};

    Outgoing(OutputStream out) {
        this.out = out;
    }

    void breakAfter(long bytes, Breaking breaking) {
        this.left = bytes;
        this.breaking = breaking;
    }

    void write(byte[] bytes) throws IOException {
        int count = (int) Math.min(bytes.length, left);
        out.write(bytes, 0, count);
        left -= count;
        if (left == 0) {
            breaking.happen();
        }
    }
}
