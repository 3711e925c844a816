package io.smg.server.exchange;

import java.util.Arrays;

/**
 * The end of an answer's body, kept while the body passes by, since that is where engines say how many tokens it took.
 * Nothing is looked at on the way: a piece costs the copying of its own last bytes. Used by the request's thread alone.
 */
final class AnswerTail {

    static final int SIZE = 4 * 1024;

    /** A ring once it has its full size, which short answers don't need. */
    private byte[] bytes = {};

    private int end;
    private boolean full;

    /** Takes note of a piece that passes by. */
    void pass(byte[] piece, int from, int to) {
        int count = Math.min(SIZE, to - from);
        makeRoom(count);
        int first = Math.min(count, bytes.length - end);
        System.arraycopy(piece, to - count, bytes, end, first);
        System.arraycopy(piece, to - count + first, bytes, 0, count - first);
        full |= end + count >= SIZE;
        end = (end + count) % SIZE;
    }

    /** The body's last bytes, {@link #SIZE} of them or all if there were fewer. */
    byte[] bytes() {
        byte[] last = full ? Arrays.copyOfRange(bytes, end, end + SIZE) : Arrays.copyOf(bytes, end);
        System.arraycopy(bytes, 0, last, last.length - end, end);
        return last;
    }

    private void makeRoom(int count) {
        if (end + count > bytes.length && bytes.length < SIZE) {
            bytes = Arrays.copyOf(bytes, Math.clamp(2L * (end + count), 512, SIZE));
        }
    }
}
