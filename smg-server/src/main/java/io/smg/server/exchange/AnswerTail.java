package io.smg.server.exchange;

import java.util.Arrays;

/**
 * The end of an answer's body, kept while the body passes by, since that is where engines say how many tokens it took.
 * Nothing is looked at on the way: a piece costs the copying of its own last bytes. Used by the request's thread alone.
 */
final class AnswerTail {

    static final int SIZE = 4 * 1024;

    private byte[] bytes = {};
    private int end;

    /** Takes note of a piece that passes by. */
    void pass(byte[] piece, int from, int to) {
        int count = Math.min(SIZE, to - from);
        makeRoom(count);
        System.arraycopy(piece, to - count, bytes, end, count);
        end += count;
    }

    /** The body's last bytes, {@link #SIZE} of them or all if there were fewer. */
    byte[] bytes() {
        return Arrays.copyOfRange(bytes, Math.max(0, end - SIZE), end);
    }

    /** Twice the size is kept, so that old bytes are dropped once in a while and not with each piece. */
    private void makeRoom(int count) {
        if (end + count <= bytes.length) {
            return;
        }
        int kept = Math.min(end, SIZE - count);
        byte[] room = bytes.length < 2 * SIZE ? new byte[Math.min(2 * SIZE, Math.max(2 * (end + count), 512))] : bytes;
        System.arraycopy(bytes, end - kept, room, 0, kept);
        bytes = room;
        end = kept;
    }
}
