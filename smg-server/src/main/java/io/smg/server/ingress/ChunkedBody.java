package io.smg.server.ingress;

import io.smg.server.http1.Ascii;

/** Reads a chunked body strictly: extensions and trailers are dropped, and only one way of writing it is understood. */
final class ChunkedBody {

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

    /** Whether all of it has been read, trailers included. */
    boolean hasEnded() {
        return ended;
    }

    /** Reads some of the body, waiting for the first byte; -1 at its end. */
    int read(byte[] target, int offset, int length) {
        if (left == 0 && !ended) {
            startChunk();
        }
        if (ended) {
            return -1;
        }
        int count = input.readSome(target, offset, (int) Math.min(left, length));
        left -= count;
        return count;
    }

    private void startChunk() {
        if (started) {
            expect('\r', "A chunk must end with CR LF");
            expect('\n', "A chunk must end with CR LF");
        }
        started = true;
        left = readSize();
        if (left == 0) {
            skipTrailers();
            ended = true;
        }
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
