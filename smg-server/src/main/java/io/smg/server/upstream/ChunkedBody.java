package io.smg.server.upstream;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Optional;

/** A body in chunks. Extensions and trailers are dropped. */
final class ChunkedBody implements BodyDecoder {

    private final ChunkFraming framing = new ChunkFraming();

    /** What is wrong behind the data that was handed over. */
    private Optional<ProtocolException> fault = Optional.empty();

    @Override
    public int read(Inbound inbound, byte[] buffer, int offset, int length, int millis) throws IOException {
        if (inbound.available() == 0 && framing.dataLeft() >= Inbound.SIZE) {
            return readThrough(inbound, buffer, offset, length, millis);
        }
        if (fault.isPresent()) {
            throw fault.get();
        }
        int done = 0;
        while (!framing.ended() && (framing.dataLeft() == 0 || done < length)) {
            if (inbound.available() == 0) {
                if (done > 0) {
                    return done;
                }
                await(inbound, millis);
            }
            if (framing.dataLeft() > 0) {
                int count = inbound.take(buffer, offset + done, (int) Math.min(length - done, framing.dataLeft()));
                framing.took(count);
                done += count;
            } else if (!accept(inbound.next(), done)) {
                return done;
            }
        }
        return done > 0 ? done : -1;
    }

    @Override
    public boolean isReady(Inbound inbound) {
        while (inbound.available() > 0 && framing.dataLeft() == 0 && !framing.ended() && fault.isEmpty()) {
            try {
                framing.accept(inbound.next());
            } catch (ProtocolException e) {
                fault = Optional.of(e);
            }
        }
        return framing.ended() || fault.isPresent() || inbound.available() > 0;
    }

    @Override
    public boolean ended() {
        return framing.ended();
    }

    /** Takes a byte of framing. A fault waits until the data before it has been handed over. */
    private boolean accept(byte b, int done) throws ProtocolException {
        try {
            framing.accept(b);
            return true;
        } catch (ProtocolException e) {
            if (done == 0) {
                throw e;
            }
            fault = Optional.of(e);
            return false;
        }
    }

    private int readThrough(Inbound inbound, byte[] buffer, int offset, int length, int millis) throws IOException {
        int count = inbound.readThrough(buffer, offset, (int) Math.min(length, framing.dataLeft()), millis);
        if (count < 0) {
            throw torn();
        }
        framing.took(count);
        return count;
    }

    private static void await(Inbound inbound, int millis) throws IOException {
        if (inbound.fill(millis) < 0) {
            throw torn();
        }
    }

    private static EOFException torn() {
        return new EOFException("closed before the last chunk");
    }
}
