package io.smg.server.ingress;

import io.helidon.webserver.ConnectionContext;
import io.smg.server.exchange.Client;
import io.smg.server.exchange.ClientGoneException;
import io.smg.server.http1.Fields;
import io.smg.server.http1.RequestHead;
import io.smg.server.observe.RequestRecord;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client, as the exchange sees it: its requests pass the strict reader, its waits have deadlines,
 * and a client that leaves while it waits for an answer is noticed.
 */
final class ClientConnection implements Client, Client.Watch {

    /** Requests answered sooner than this are not watched: a watch costs a thread. */
    private static final Duration UNWATCHED = Duration.ofMillis(10);

    private static final Runnable NOTHING = () -> {};
    private static final RequestHead NO_REQUEST = new RequestHead(RequestRecord.OTHER, "/", Fields.NONE);
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ConnectionContext context;
    private final Link link;
    private final Duration handshakeTime;
    private final String address;
    private final boolean trusted;
    private final RequestIds requestIds;
    private final BooleanSupplier stopping;
    private final Deadline deadline;
    private final ClientSource source;
    private final StrictReader strict;
    private final long writeNanos;

    private RequestHead head = NO_REQUEST;
    private String requestId = "";
    private boolean awaitsContinue;
    private byte[] answerBuffer = {};

    /** When the running exchange began to wait, on the deadline's scale; zero while there is none. */
    private volatile long exchangeStart;

    private volatile Runnable leaving = NOTHING;
    private volatile boolean left;

    ClientConnection(
            ConnectionContext context,
            Link link,
            Access access,
            IngressLimits limits,
            long maxBody,
            RequestIds requestIds,
            BooleanSupplier stopping,
            LongSupplier nanoTime) {
        this.context = context;
        this.link = link;
        this.handshakeTime = limits.headTime();
        this.address = context.remotePeer().host();
        this.trusted = access.trusts(address);
        this.stopping = stopping;
        this.requestIds = requestIds;
        this.deadline = new Deadline(nanoTime);
        this.source = new ClientSource(this::readSocket);
        this.strict = new StrictReader(source, limits, maxBody, deadline);
        this.writeNanos = limits.writeTime().toNanos();
    }

    /** Closes the connection if a wait is overdue; begins to watch a client whose request takes a while. */
    void sweep() {
        if (deadline.hasPassed()) {
            abort();
        }
        long start = exchangeStart;
        if (start != 0 && deadline.now() - start > UNWATCHED.toNanos()) {
            source.watch(this);
        }
    }

    /** Closes the connection if it has been between two requests for a while. */
    void closeIfIdle(Duration time) {
        if (deadline.isIdleFor(time)) {
            abort();
        }
    }

    /** Gets ready to speak with the client, which may take as long as a head; false if that can't be. */
    boolean open() {
        deadline.at(deadline.now() + handshakeTime.toNanos());
        try {
            return link.open();
        } finally {
            deadline.clear();
        }
    }

    /**
     * Waits for the client's next request, which {@link #head()} then shows.
     *
     * @return false if there are no more
     * @throws io.smg.server.exchange.GatewayException if it is refused
     */
    boolean next() {
        head = NO_REQUEST;
        requestId = "";
        Optional<RequestHead> next = strict.nextHead();
        next.ifPresent(this::begin);
        return next.isPresent();
    }

    /** Tells the client that the connection ends here, and not where somebody has cut it. */
    void finish(Duration time) {
        deadline.at(deadline.now() + time.toNanos());
        try {
            link.finish();
        } finally {
            deadline.clear();
        }
    }

    /** Whether the client has sent, or was to send, more than was read. */
    boolean hasUnread() {
        return strict.hasUnread();
    }

    /** Reads and drops what the client still sends, for a moment, so that the close doesn't destroy the last answer. */
    void linger(Duration time) {
        deadline.at(deadline.now() + time.toNanos());
        try {
            boolean more = true;
            while (more) {
                more = source.get() != null;
            }
        } catch (ClientGoneException e) {
            // The deadline or the client has ended the connection, which is what was waited for.
        } finally {
            deadline.clear();
        }
    }

    @Override
    public RequestHead head() {
        return head;
    }

    @Override
    public String requestId() {
        return requestId;
    }

    @Override
    public long bodyLength() {
        return strict.bodyLength();
    }

    @Override
    public boolean isBodyTooLarge() {
        return strict.isBodyTooLarge();
    }

    @Override
    public boolean hasUnreadBody() {
        return strict.hasUnreadBody();
    }

    @Override
    public int readBody(byte[] target, int offset, int length) {
        if (awaitsContinue) {
            awaitsContinue = false;
            send(CONTINUE, CONTINUE.length);
        }
        return strict.readBody(target, offset, length);
    }

    @Override
    public void send(byte[] bytes, int length) {
        deadline.at(deadline.now() + writeNanos);
        try {
            link.write(bytes, length);
        } catch (UncheckedIOException e) {
            throw new ClientGoneException();
        } finally {
            deadline.clear();
        }
    }

    @Override
    public boolean isSecure() {
        return link.isSecure();
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public boolean isTrustedProxy() {
        return trusted;
    }

    @Override
    public boolean isServerStopping() {
        return stopping.getAsBoolean();
    }

    @Override
    public byte[] answerBuffer(int size) {
        if (answerBuffer.length < size) {
            answerBuffer = new byte[size];
        }
        return answerBuffer;
    }

    @Override
    public void whenLeft(Runnable action) {
        leaving = action;
        if (exchangeStart == 0) {
            exchangeStart = Math.max(1, deadline.now());
        }
        if (left) {
            action.run();
        }
    }

    @Override
    public boolean hasLeft() {
        return left;
    }

    @Override
    public void exchangeEnded() {
        exchangeStart = 0;
        leaving = NOTHING;
    }

    @Override
    public boolean isUnderWay() {
        return exchangeStart != 0;
    }

    @Override
    public void left() {
        left = true;
        leaving.run();
    }

    /** Cuts the connection, from any thread. */
    void abort() {
        try {
            context.serverSocket().close();
        } catch (UncheckedIOException e) {
            // It is closed already.
        }
    }

    private void begin(RequestHead next) {
        head = next;
        requestId = requestIds.of(next);
        awaitsContinue = strict.hasUnreadBody() && next.fields().hasElement("Expect", "100-continue");
    }

    private byte @Nullable [] readSocket() {
        try {
            return link.read();
        } catch (UncheckedIOException e) {
            throw new ClientGoneException();
        }
    }
}
