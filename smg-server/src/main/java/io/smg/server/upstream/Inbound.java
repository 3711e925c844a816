package io.smg.server.upstream;

import java.io.IOException;
import java.util.Arrays;

/** What has arrived on a wire and has not been used yet. */
final class Inbound {

    static final int SIZE = 8192;

    private static final byte[] NOTHING = {};

    private final Wire wire;
    private byte[] bytes = NOTHING;
    private int from;
    private int to;
    private boolean silent = true;

    Inbound(Wire wire) {
        this.wire = wire;
    }

    /** Begins an answer: nothing of it has arrived. */
    void begin() {
        silent = true;
    }

    /** Whether nothing has arrived since {@link #begin}. */
    boolean isSilent() {
        return silent;
    }

    /** How many bytes can be had without waiting. */
    int available() {
        return to - from;
    }

    /** The buffer; its unused bytes are the {@link #available} ones from {@link #position}. */
    byte[] bytes() {
        return bytes;
    }

    /** Where in {@link #bytes} the first unused byte is. Filling may move it. */
    int position() {
        return from;
    }

    /** Uses the given number of available bytes up. */
    void skip(int count) {
        from += count;
    }

    /** Uses up one available byte. */
    byte next() {
        return bytes[from++];
    }

    /** Moves available bytes to a buffer. */
    int take(byte[] buffer, int offset, int length) {
        int count = Math.min(length, to - from);
        System.arraycopy(bytes, from, buffer, offset, count);
        from += count;
        return count;
    }

    /**
     * Waits for more bytes, and keeps them.
     *
     * @param millis how long to wait, 0 for ever
     * @return how many came, or -1 at the connection's end
     */
    int fill(int millis) throws IOException {
        makeRoom();
        int count = wire.read(bytes, to, bytes.length - to, millis);
        if (count > 0) {
            to += count;
            silent = false;
        }
        return count;
    }

    /**
     * Hands over available bytes, or else waits and reads past the buffer, straight into the given one.
     *
     * @return how many bytes were handed over, or -1 at the connection's end
     */
    int readThrough(byte[] buffer, int offset, int length, int millis) throws IOException {
        return from < to ? take(buffer, offset, length) : wire.read(buffer, offset, length, millis);
    }

    /** Like {@link #readThrough}, for a body that may keep one waiting: meanwhile the buffer's memory is given back. */
    int readStream(byte[] buffer, int offset, int length, int millis) throws IOException {
        if (from == to) {
            drop();
        }
        return readThrough(buffer, offset, length, millis);
    }

    /** Takes bytes back that were handed over, and belong to nothing that was asked for. */
    void putBack(byte[] buffer, int start, int end) {
        if (start < end) {
            byte[] surplus = Arrays.copyOfRange(buffer, start, end + available());
            System.arraycopy(bytes, from, surplus, end - start, available());
            bytes = surplus;
            from = 0;
            to = surplus.length;
        }
    }

    /** Gives a large head's memory back before the connection rests. */
    void trim() {
        if (bytes.length > SIZE) {
            drop();
        }
    }

    private void drop() {
        bytes = NOTHING;
        from = 0;
        to = 0;
    }

    private void makeRoom() {
        if (from == to) {
            from = 0;
            to = 0;
        }
        if (to == bytes.length) {
            byte[] target = to - from > bytes.length / 2 ? new byte[bytes.length * 2] : bytes;
            byte[] room = target.length == 0 ? new byte[SIZE] : target;
            System.arraycopy(bytes, from, room, 0, to - from);
            bytes = room;
            to -= from;
            from = 0;
        }
    }
}
