package io.smg.server.upstream;

import java.io.EOFException;
import java.io.IOException;

/** A body of known length. */
final class CountedBody implements BodyDecoder {

    private long left;

    CountedBody(long length) {
        left = length;
    }

    @Override
    public int read(Inbound inbound, byte[] buffer, int offset, int length, int millis) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = inbound.readThrough(buffer, offset, (int) Math.min(length, left), millis);
        if (count < 0) {
            throw new EOFException("closed with " + left + " bytes of the body missing");
        }
        left -= count;
        return count;
    }

    @Override
    public boolean isReady(Inbound inbound) {
        return ended() || inbound.available() > 0;
    }

    @Override
    public boolean ended() {
        return left == 0;
    }
}
