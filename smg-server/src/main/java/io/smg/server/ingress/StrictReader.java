package io.smg.server.ingress;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.smg.server.exchange.ErrorReply;
import io.smg.server.exchange.GatewayException;
import io.smg.server.http1.RequestHead;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a client's requests strictly, within bounds and deadlines, so that nothing which could be read in two ways is
 * read at all. Whatever it refuses ends the connection: framing is never guessed at.
 *
 * <p>Used by the connection's thread alone.
 */
final class StrictReader {

    private final ClientInput input;
    private final HeadReader heads;
    private final IngressLimits limits;
    private final long maxBody;
    private final Deadline deadline;
    private @Nullable ChunkedBody chunks;
    private long bodyLeft;
    private long bodyRead;
    private long bodyStart;

    /**
     * Makes the reader of one connection.
     *
     * @param source blocks until bytes arrive, null at the end of the stream
     * @param maxBody the most bytes that are read of one body
     * @param deadline kept up to date while waiting for the client
     */
    StrictReader(Supplier<byte @Nullable []> source, IngressLimits limits, long maxBody, Deadline deadline) {
        this.input = new ClientInput(source);
        this.heads = new HeadReader(limits);
        this.limits = limits;
        this.maxBody = maxBody;
        this.deadline = deadline;
    }

    /**
     * Waits for the next request, and reads its head.
     *
     * @return empty if the client has no more requests
     * @throws GatewayException if the head is not in order
     */
    Optional<RequestHead> nextHead() {
        try {
            deadline.idle(limits.idleTime());
            if (!input.await()) {
                return Optional.empty();
            }
            deadline.at(after(limits.headTime()));
            RequestHead head = heads.read(input);
            startBody(BodyFraming.of(head.fields()));
            return Optional.of(head);
        } finally {
            deadline.clear();
        }
    }

    /** How long the body is, as far as it was not read; -1 if only its end will tell. */
    long bodyLength() {
        return chunks == null ? bodyLeft : -1;
    }

    /** Whether the body is announced to be larger than what is read of one. */
    boolean isBodyTooLarge() {
        return bodyLeft > maxBody;
    }

    /** Reads some of the body, waiting for the first byte; -1 at its end. */
    int readBody(byte[] target, int offset, int length) {
        if (!hasUnreadBody()) {
            return -1;
        }
        try {
            awaitBody();
            int count = chunks != null
                    ? readChunk(chunks, target, offset, length)
                    : input.readSome(target, offset, (int) Math.min(bodyLeft, length));
            if (count > 0) {
                count(count);
            }
            return count;
        } finally {
            deadline.clear();
        }
    }

    /** Whether the body of the request was not read to its end. */
    boolean hasUnreadBody() {
        return bodyLeft > 0 || chunks != null;
    }

    /** Whether the client has sent, or was to send, more than was read. */
    boolean hasUnread() {
        return hasUnreadBody() || input.hasArrived();
    }

    private void startBody(BodyFraming framing) {
        bodyRead = 0;
        bodyStart = 0;
        switch (framing) {
            case BodyFraming.None none -> bodyLeft = 0;
            case BodyFraming.Length length -> bodyLeft = length.bytes();
            case BodyFraming.Chunked chunked -> chunks = new ChunkedBody(input, limits);
        }
    }

    private int readChunk(ChunkedBody body, byte[] target, int offset, int length) {
        int count = body.read(target, offset, length);
        if (body.hasEnded()) {
            chunks = null;
        }
        return count;
    }

    private void count(int bytes) {
        bodyRead += bytes;
        if (chunks == null) {
            bodyLeft -= bytes;
        } else if (bodyRead > maxBody) {
            throw new GatewayException(ErrorReply.payloadTooLarge());
        }
    }

    private void awaitBody() {
        if (bodyStart == 0) {
            bodyStart = deadline.now();
        }
        long atRate = SECONDS.toNanos(bodyRead / limits.bodyRate());
        deadline.at(bodyStart + Math.max(limits.bodyTime().toNanos(), atRate));
    }

    private long after(Duration duration) {
        return deadline.now() + duration.toNanos();
    }
}
