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

    /** The framing is taken out where it arrives, in the reader's buffer: a stream that waits has no other one. */
    @Override
    public int read(Inbound inbound, byte[] buffer, int offset, int length, int millis) throws IOException {
        if (fault.isPresent()) {
            throw fault.get();
        }
        int data = 0;
        while (data == 0 && !framing.ended()) {
            int count = inbound.readStream(buffer, offset, length, millis);
            if (count < 0) {
                throw new EOFException("closed before the last chunk");
            }
            data = decode(inbound, buffer, offset, offset + count);
        }
        return data > 0 ? data : -1;
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

    /** Moves the data among arrived bytes together; returns how many they are. */
    private int decode(Inbound inbound, byte[] buffer, int from, int to) throws ProtocolException {
        int end = from;
        int at = from;
        while (at < to && !framing.ended()) {
            int count = (int) Math.min(to - at, framing.dataLeft());
            if (count > 0) {
                System.arraycopy(buffer, at, buffer, end, count);
                framing.took(count);
                end += count;
                at += count;
            } else if (!accept(buffer[at++], end - from)) {
                return end - from;
            }
        }
        inbound.putBack(buffer, at, to);
        return end - from;
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
}
