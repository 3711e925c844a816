package io.smg.server.upstream;

import java.io.IOException;

/** A body that lasts as long as the connection. */
final class UntilCloseBody implements BodyDecoder {

    private boolean ended;

    @Override
    public int read(Inbound inbound, byte[] buffer, int offset, int length, int millis) throws IOException {
        int count = ended ? -1 : inbound.readStream(buffer, offset, length, millis);
        ended = count < 0;
        return count;
    }

    @Override
    public boolean isReady(Inbound inbound) {
        return ended() || inbound.available() > 0;
    }

    @Override
    public boolean ended() {
        return ended;
    }
}
