package io.smg.server.upstream;

import io.smg.server.upstream.BrokenAnswerException.Reason;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import java.util.OptionalLong;

/** The body of a worker's answer, decoded. For the thread of its exchange. */
public final class AnswerBody {

    private final UpstreamExchange exchange;
    private final BodyLength length;
    private final BodyDecoder decoder;
    private final int silenceMillis;

    AnswerBody(UpstreamExchange exchange, BodyLength length, int silenceMillis) {
        this.exchange = exchange;
        this.length = length;
        this.decoder = BodyDecoder.of(length);
        this.silenceMillis = silenceMillis;
    }

    /**
     * Reads what has arrived, and waits only if that is nothing; never waits to fill the buffer.
     *
     * @param buffer where the bytes go
     * @param offset where in it
     * @param length how many bytes there is room for, at least 1
     * @return how many bytes were read, or -1 at the body's end
     * @throws BrokenAnswerException if the body does not come to its end; the connection is closed then
     */
    public int read(byte[] buffer, int offset, int length) throws BrokenAnswerException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (decoder.ended() || length == 0) {
            return length == 0 ? 0 : -1;
        }
        Inbound inbound = exchange.inbound();
        try {
            return decoder.read(inbound, buffer, offset, length, silenceMillis);
        } catch (ProtocolException e) {
            throw exchange.broken(Reason.MALFORMED, UpstreamExchange.message(e));
        } catch (SocketTimeoutException e) {
            throw exchange.broken(Reason.SILENT, "silent for " + silenceMillis + " ms");
        } catch (IOException e) {
            throw exchange.broken(Reason.TORN, UpstreamExchange.message(e));
        }
    }

    /** Whether a read would return without waiting for the worker, as far as what has arrived tells. */
    public boolean isReady() throws BrokenAnswerException {
        return decoder.isReady(exchange.inbound());
    }

    /** How many bytes the body has in all, if that is known beforehand. */
    public OptionalLong length() {
        return switch (length.framing()) {
            case NONE, LENGTH -> OptionalLong.of(length.bytes());
            case CHUNKED, UNTIL_CLOSE -> OptionalLong.empty();
        };
    }

    /** How the body's end is known. */
    public Framing framing() {
        return length.framing();
    }

    /** Whether the whole body has been read, as far as can be told without waiting: the next read returns -1. */
    public boolean ended() {
        return decoder.ended();
    }
}
