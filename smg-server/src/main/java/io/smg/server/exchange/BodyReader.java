package io.smg.server.exchange;

import io.smg.server.admission.BodyMemory;
import java.util.Arrays;

/** Reads a request's body into one array that grows with what arrives, not with what was announced. */
final class BodyReader {

    private static final byte[] EMPTY = {};
    private static final int FIRST = 16 * 1024;

    private BodyReader() {}

    /**
     * Reads the body to its end; the listener keeps it within its size.
     *
     * @param memory grows with the body
     * @throws GatewayException 503 {@code overloaded} if there is no memory for it
     */
    static byte[] read(Client client, BodyMemory.Share memory) {
        return client.hasUnreadBody() ? read(client, client.bodyLength(), memory) : EMPTY;
    }

    private static byte[] read(Client client, long announced, BodyMemory.Share memory) {
        byte[] body = new byte[taken(announced < 0 ? FIRST : (int) Math.min(announced, FIRST), memory)];
        int size = 0;
        while (true) {
            int n = size == announced ? -1 : client.readBody(body, size, body.length - size);
            if (n < 0) {
                return size == body.length ? body : Arrays.copyOf(body, size);
            }
            size += n;
            if (size == body.length && size != announced) {
                body = Arrays.copyOf(body, taken(grown(size, announced), memory));
            }
        }
    }

    /** In larger steps to a length that is known, since each one copies what has arrived. */
    private static int grown(int size, long announced) {
        long more = announced < 0 ? 2L * size : Math.min(4L * size, announced);
        return (int) Math.min(more, Integer.MAX_VALUE - 8);
    }

    private static int taken(int size, BodyMemory.Share memory) {
        if (!memory.growTo(size)) {
            throw new GatewayException(ErrorReply.overloaded());
        }
        return size;
    }
}
