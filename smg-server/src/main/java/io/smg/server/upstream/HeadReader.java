package io.smg.server.upstream;

import io.smg.server.http1.AnswerHead;
import io.smg.server.http1.FieldLines;
import io.smg.server.http1.Fields;
import io.smg.server.http1.MalformedHeadException;
import io.smg.server.http1.MalformedHeadException.Reason;
import java.io.EOFException;
import java.io.IOException;

/** Reads the head of an answer, past the interim ones before it. */
final class HeadReader {

    private static final int MAX_INTERIM = 16;
    private static final int SWITCHING_PROTOCOLS = 101;

    private final Inbound inbound;
    private final PoolSettings settings;

    HeadReader(Inbound inbound, PoolSettings settings) {
        this.inbound = inbound;
        this.settings = settings;
    }

    /**
     * Reads up to the end of the final answer's head.
     *
     * @throws MalformedHeadException if the worker breaks the protocol
     * @throws IOException if the connection ends first
     */
    ReadHead read() throws IOException {
        for (int i = 0; i <= MAX_INTERIM; i++) {
            ReadHead next = next();
            if (next.head().status() >= 200) {
                return next;
            }
            if (next.head().status() == SWITCHING_PROTOCOLS) {
                throw new MalformedHeadException("switches protocols unasked");
            }
        }
        throw new MalformedHeadException("more than " + MAX_INTERIM + " interim answers");
    }

    private ReadHead next() throws IOException {
        int length = awaitHead();
        int from = inbound.position();
        byte[] bytes = inbound.bytes();
        inbound.skip(length);
        StatusLine status = StatusLine.parse(bytes, from, from + length);
        Fields fields = FieldLines.parse(bytes, status.end(), blankLine(bytes, from + length), settings.maxFields());
        boolean keepsAlive = status.minorVersion() > 0 && !fields.hasElement("Connection", "close");
        return new ReadHead(new AnswerHead(status.code(), status.reason(), fields), keepsAlive);
    }

    /** Waits for a whole head. Returns its length, the empty line included. */
    private int awaitHead() throws IOException {
        int scanned = 0;
        int line = 0;
        while (true) {
            byte[] bytes = inbound.bytes();
            int base = inbound.position();
            int arrived = Math.min(inbound.available(), settings.maxHeadBytes());
            for (; scanned < arrived; scanned++) {
                if (bytes[base + scanned] == '\n') {
                    if (isEmpty(bytes, base + line, base + scanned)) {
                        return scanned + 1;
                    }
                    line = scanned + 1;
                }
            }
            awaitMore();
        }
    }

    private void awaitMore() throws IOException {
        if (inbound.available() >= settings.maxHeadBytes()) {
            throw new MalformedHeadException(Reason.TOO_LARGE, "a head of more than " + settings.maxHeadBytes());
        }
        if (inbound.fill(0) < 0) {
            throw new EOFException("closed before the end of its head");
        }
    }

    private static boolean isEmpty(byte[] bytes, int from, int to) {
        return to == from || (to == from + 1 && bytes[from] == '\r');
    }

    /** Where the empty line at a head's end begins. */
    private static int blankLine(byte[] bytes, int end) {
        return bytes[end - 2] == '\r' ? end - 2 : end - 1;
    }
}
