package io.smg.server.ingress;

import io.smg.server.exchange.ClientGoneException;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client's bytes with a cursor: what has arrived and not been used, and the means to wait for more. */
final class ClientInput {

    private static final byte[] EMPTY = {};

    private final Supplier<byte @Nullable []> source;
    private byte[] bytes = EMPTY;
    private int position;

    /**
     * Makes the input.
     *
     * @param source blocks until bytes arrive, null at the end of the stream
     */
    ClientInput(Supplier<byte @Nullable []> source) {
        this.source = source;
    }

    /** Whether a byte can be had without waiting. */
    boolean hasArrived() {
        return position < bytes.length;
    }

    /**
     * Waits until there is a byte.
     *
     * @return false at the end of the stream
     */
    boolean await() {
        while (!hasArrived()) {
            byte[] next = source.get();
            if (next == null) {
                return false;
            }
            bytes = next;
            position = 0;
        }
        return true;
    }

    /** The next byte, waiting for it if need be. */
    byte read() {
        awaitByte();
        return bytes[position++];
    }

    /** Reads some bytes, at least one and at most {@code max}, waiting for the first only. */
    int readSome(byte[] target, int offset, int max) {
        awaitByte();
        int count = Math.min(max, bytes.length - position);
        System.arraycopy(bytes, position, target, offset, count);
        position += count;
        return count;
    }

    /** Waits for bytes, shows them to a scanner, and takes those up to where it says, or all of them. */
    byte[] readScanned(Scanner scanner) {
        awaitByte();
        int end = scanner.end(bytes, position);
        return take((end < 0 ? bytes.length : end) - position);
    }

    private void awaitByte() {
        if (!await()) {
            throw new ClientGoneException();
        }
    }

    private byte[] take(int length) {
        byte[] taken = length == bytes.length ? bytes : Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return taken;
    }

    /** Looks for the end of something in bytes as they arrive. */
    @FunctionalInterface
    interface Scanner {

        /**
         * Looks at all bytes from a position on.
         *
         * @return the position behind the end, or -1 if it isn't among these bytes
         */
        int end(byte[] bytes, int from);
    }
}
