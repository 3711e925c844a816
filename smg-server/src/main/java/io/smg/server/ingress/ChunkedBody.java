package io.smg.server.ingress;

import io.smg.server.http1.Ascii;
import java.nio.charset.StandardCharsets;

/**
 * Reads a chunked body strictly, and gives it back in chunks that a lenient parser can't misread: no extensions, no
 * trailers, no piece larger than what has arrived.
 */
final class ChunkedBody {

    private static final byte[] LAST = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_SIZE_DIGITS = 8;

    private final ClientInput input;
    private final IngressLimits limits;
    private long left;
    private boolean started;
    private boolean ended;

    ChunkedBody(ClientInput input, IngressLimits limits) {
        this.input = input;
        this.limits = limits;
    }

    boolean hasEnded() {
        return ended;
    }

    /** The next piece, framed as a chunk. */
    byte[] next() {
        if (left == 0) {
            startChunk();
        }
        if (ended) {
            skipTrailers();
            return LAST;
        }
        byte[] data = input.readSome(left);
        left -= data.length;
        return framed(data);
    }

    private void startChunk() {
        if (started) {
            expect('\r', "A chunk must end with CR LF");
            expect('\n', "A chunk must end with CR LF");
        }
        started = true;
        left = readSize();
        ended = left == 0;
    }

    private long readSize() {
        Line line = new Line(limits.chunkLine(), "The chunk-size line is too long");
        long size = 0;
        int digits = 0;
        boolean inSize = true;
        for (byte b = line.next(); !line.ended(); b = line.next()) {
            int digit = inSize ? hexDigit(b) : -1;
            if (digit >= 0) {
                size = size << 4 | digit;
                digits++;
            } else if (inSize && b != ';' && b != ' ' && b != '\t') {
                throw Rejections.badRequest("The chunk size is not a hexadecimal number");
            } else if (inSize && b != ';') {
                throw Rejections.badRequest("White space after a chunk size");
            } else {
                inSize = false;
            }
        }
        if (digits == 0 || digits > MAX_SIZE_DIGITS) {
            throw Rejections.badRequest("The chunk size is not a hexadecimal number");
        }
        return size;
    }

    private void skipTrailers() {
        int budget = limits.trailers();
        while (true) {
            Line line = new Line(budget, "The trailers are too large");
            int length = 0;
            line.next();
            while (!line.ended()) {
                length++;
                line.next();
            }
            if (length == 0) {
                return;
            }
            budget -= length;
        }
    }

    private void expect(char c, String message) {
        if (input.read() != c) {
            throw Rejections.badRequest(message);
        }
    }

    private static byte[] framed(byte[] data) {
        byte[] size = (Integer.toHexString(data.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] chunk = new byte[size.length + data.length + 2];
        System.arraycopy(size, 0, chunk, 0, size.length);
        System.arraycopy(data, 0, chunk, size.length, data.length);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        return chunk;
    }

    private static int hexDigit(byte b) {
        return b >= 0 ? Character.digit(b, 16) : -1;
    }

    /** One line of framing, byte by byte, up to its CR LF. */
    private final class Line {

        private final int max;
        private final String tooLong;
        private int length;
        private boolean ended;

        Line(int max, String tooLong) {
            this.max = max;
            this.tooLong = tooLong;
        }

        boolean ended() {
            return ended;
        }

        /** The next byte of the line; of no meaning once the line has ended. */
        byte next() {
            byte b = input.read();
            if (b == '\r') {
                expect('\n', "A CR must be followed by LF");
                ended = true;
            } else if (!Ascii.isValueByte(b)) {
                throw Rejections.badRequest("A control character in the chunk framing");
            } else if (++length > max) {
                throw Rejections.badRequest(tooLong);
            }
            return b;
        }
    }
}
