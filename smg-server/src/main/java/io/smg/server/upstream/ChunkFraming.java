package io.smg.server.upstream;

import java.net.ProtocolException;

/** What stands around the data of a chunked body (RFC 9112 §7.1), one byte after the other. */
final class ChunkFraming {

    private static final int MAX_DIGITS = 16;
    private static final int MAX_EXTENSION = 1024;
    private static final int MAX_TRAILERS = 8 * 1024;

    private enum State {
        SIZE,
        PADDING,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_LF,
        TRAILER_START,
        TRAILER,
        TRAILER_LF,
        LAST_LF,
        ENDED
    }

    private State state = State.SIZE;
    private long size;
    private int digits;
    private int extension;
    private int trailers;

    /** How many bytes of data come next; 0 if framing comes next. */
    long dataLeft() {
        return state == State.DATA ? size : 0;
    }

    /** Whether the body has ended. */
    boolean ended() {
        return state == State.ENDED;
    }

    /** Counts data that was taken. */
    void took(int count) {
        size -= count;
    }

    /** Takes the next byte of framing. */
    void accept(byte b) throws ProtocolException {
        state = switch (state) {
            case SIZE -> sizeByte(b);
            case PADDING -> paddingByte(b);
            case EXTENSION -> extensionByte(b);
            case SIZE_LF -> sizeEnd(b);
            case DATA -> expect('\r', b, State.DATA_LF);
            case DATA_LF -> expect('\n', b, nextSize());
            case TRAILER_START -> b == '\r' ? State.LAST_LF : trailerByte(b);
            case TRAILER -> trailerByte(b);
            case TRAILER_LF -> expect('\n', b, State.TRAILER_START);
            case LAST_LF -> expect('\n', b, State.ENDED);
            case ENDED -> throw new IllegalStateException("the body has ended");
        };
    }

    private State nextSize() {
        digits = 0;
        extension = 0;
        return State.SIZE;
    }

    private State sizeByte(byte b) throws ProtocolException {
        int digit = b < 0 ? -1 : Character.digit(b, 16);
        if (digit < 0) {
            return sizeStop(b);
        }
        digits++;
        if (digits > MAX_DIGITS || size >= 1L << 59) {
            throw new ProtocolException("a chunk size out of bounds");
        }
        size = size << 4 | digit;
        return State.SIZE;
    }

    private State sizeStop(byte b) throws ProtocolException {
        if (digits == 0) {
            throw new ProtocolException("a chunk without its size");
        }
        return paddingByte(b);
    }

    private State paddingByte(byte b) throws ProtocolException {
        return switch (b) {
            case ' ', '\t' -> {
                bounded(++extension, MAX_EXTENSION);
                yield State.PADDING;
            }
            case ';' -> State.EXTENSION;
            case '\r' -> State.SIZE_LF;
            default -> throw new ProtocolException("a chunk size that is no number");
        };
    }

    private State extensionByte(byte b) throws ProtocolException {
        bounded(++extension, MAX_EXTENSION);
        if (b == '\n') {
            throw new ProtocolException("a line feed in a chunk extension");
        }
        return b == '\r' ? State.SIZE_LF : State.EXTENSION;
    }

    private State sizeEnd(byte b) throws ProtocolException {
        return expect('\n', b, size == 0 ? State.TRAILER_START : State.DATA);
    }

    private State trailerByte(byte b) throws ProtocolException {
        bounded(++trailers, MAX_TRAILERS);
        if (b == '\n') {
            throw new ProtocolException("a bare line feed in a trailer");
        }
        return b == '\r' ? State.TRAILER_LF : State.TRAILER;
    }

    private static void bounded(int count, int max) throws ProtocolException {
        if (count > max) {
            throw new ProtocolException("chunk extensions or trailers out of bounds");
        }
    }

    private static State expect(char wanted, byte b, State next) throws ProtocolException {
        if (b != wanted) {
            throw new ProtocolException("a chunk that does not end where it should");
        }
        return next;
    }
}
