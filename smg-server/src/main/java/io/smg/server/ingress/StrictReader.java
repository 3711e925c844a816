package io.smg.server.ingress;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.smg.server.http1.Field;
import io.smg.server.http1.RequestHead;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a client's socket and Helidon's HTTP/1.1 parser: it reads requests strictly, within bounds and
 * deadlines, and hands on only what has one meaning. Whatever it refuses ends the connection, so that framing is never
 * guessed at.
 *
 * <p>Used by the connection's thread alone.
 */
final class StrictReader implements Supplier<byte @Nullable []> {

    private final ClientInput input;
    private final HeadReader heads;
    private final IngressLimits limits;
    private final Deadline deadline;
    private final Consumer<RequestHead> onHead;
    private @Nullable ChunkedBody chunks;
    private long bodyLeft;
    private long bodyRead;
    private long bodyStart;

    /**
     * Makes the reader of one connection.
     *
     * @param source blocks until bytes arrive, null at the end of the stream
     * @param deadline kept up to date while waiting for the client
     * @param onHead told of each head that was read, before the parser sees it
     */
    StrictReader(
            Supplier<byte @Nullable []> source, IngressLimits limits, Deadline deadline, Consumer<RequestHead> onHead) {
        this.input = new ClientInput(source);
        this.heads = new HeadReader(limits);
        this.limits = limits;
        this.deadline = deadline;
        this.onHead = onHead;
    }

    /** The next bytes for the parser: a whole head, or a piece of the body; null at the end of the stream. */
    @Override
    public byte @Nullable [] get() {
        try {
            if (bodyLeft > 0) {
                return nextOfLength();
            }
            return chunks != null ? nextChunk(chunks) : nextHead();
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

    private byte @Nullable [] nextHead() {
        deadline.idle(limits.idleTime());
        if (!input.await()) {
            return null;
        }
        deadline.at(after(limits.headTime()));
        RequestHead next = heads.read(input);
        BodyFraming framing = BodyFraming.of(next.fields());
        startBody(framing);
        onHead.accept(next);
        return forParser(next);
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

    private byte[] nextOfLength() {
        awaitBody();
        byte[] some = input.readSome(bodyLeft);
        bodyLeft -= some.length;
        bodyRead += some.length;
        return some;
    }

    private byte[] nextChunk(ChunkedBody body) {
        awaitBody();
        byte[] chunk = body.next();
        bodyRead += chunk.length;
        if (body.hasEnded()) {
            chunks = null;
        }
        return chunk;
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

    /** The head as the parser gets it: what it needs for framing and routing, in the plainest form. */
    private static byte[] forParser(RequestHead head) {
        StringBuilder text = new StringBuilder(512);
        text.append(head.method()).append(' ').append(head.target()).append(" HTTP/1.1\r\n");
        for (Field field : head.fields()) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
