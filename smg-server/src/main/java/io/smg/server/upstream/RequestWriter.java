package io.smg.server.upstream;

import java.io.IOException;
import java.net.SocketTimeoutException;

/**
 * Sends one request.
 *
 * <p>While the worker takes no more bytes, it is listened to instead: a worker may answer without having read the whole
 * request, and then never read the rest.
 */
final class RequestWriter {

    /** Bounds the copy that the JDK makes of what is handed to a socket. */
    private static final int PIECE = 64 * 1024;

    private static final int MAX_PAUSE_MILLIS = 8;

    /** Where a status line has the first digit of its code: behind {@code HTTP/1.1} and a blank. */
    private static final int STATUS_AT = 9;

    private final Wire wire;
    private final Inbound inbound;
    private final Deadline deadline;

    RequestWriter(Connection connection, Deadline deadline) {
        this.wire = connection.wire();
        this.inbound = connection.inbound();
        this.deadline = deadline;
    }

    /**
     * Sends a request.
     *
     * @return whether all of it could be written; if not, the worker has ended the connection or answered already
     */
    boolean write(Origin origin, OutboundRequest request) throws IOException {
        byte[] first = RequestBytes.of(origin, request);
        return write(first, 0) && write(request.body(), RequestBytes.copied(request));
    }

    private boolean write(byte[] bytes, int from) throws IOException {
        int sent = from;
        int pause = 1;
        while (sent < bytes.length) {
            int count = writeSome(bytes, sent);
            if (count < 0 || (count == 0 && answersWithin(pause))) {
                return false;
            }
            sent += count;
            pause = count > 0 ? 1 : Math.min(2 * pause, MAX_PAUSE_MILLIS);
        }
        return true;
    }

    /** Writes what fits; -1 if the worker does not listen any more, which does not mean that it has not answered. */
    private int writeSome(byte[] bytes, int from) {
        try {
            return wire.writeSome(bytes, from, Math.min(PIECE, bytes.length - from));
        } catch (IOException e) {
            return -1;
        }
    }

    private boolean answersWithin(int millis) throws IOException {
        try {
            return inbound.fill(Math.min(millis, deadline.remainingMillis())) < 0 || isFinal();
        } catch (SocketTimeoutException e) {
            deadline.remainingMillis();
            return false;
        }
    }

    /** Whether what arrived is no interim answer: those may come while the worker goes on reading. */
    private boolean isFinal() {
        return inbound.available() > STATUS_AT && inbound.bytes()[inbound.position() + STATUS_AT] != '1';
    }
}
