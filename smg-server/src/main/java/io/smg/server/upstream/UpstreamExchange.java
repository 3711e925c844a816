package io.smg.server.upstream;

import io.smg.server.http1.MalformedHeadException;
import io.smg.server.upstream.BrokenAnswerException.Reason;
import io.smg.server.upstream.SendResult.Answered;
import io.smg.server.upstream.SendResult.ClientLeft;
import io.smg.server.upstream.SendResult.Failed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a worker: one request, one answer. Any thread may {@link #cancel} it, everything else is for the thread
 * that carries the request.
 */
public final class UpstreamExchange implements AutoCloseable {

    private final ConnectionPool pool;

    /** The connection in use. Whoever takes it out of here, and nobody else, closes it or gives it back. */
    private final AtomicReference<@Nullable Connection> held = new AtomicReference<>();

    private volatile boolean cancelled;

    /**
     * By when the worker must have answered, while it has not. Nothing wakes the one who waits but the sweep, which
     * closes the connection: a timer for each request took a quarter of its CPU. Whoever takes it out of here
     * decides whether the answer was in time.
     */
    private final AtomicReference<@Nullable Deadline> due = new AtomicReference<>();

    /** The answer whose end leaves the connection ready for another request. */
    private Optional<AnswerBody> reusableAfter = Optional.empty();

    UpstreamExchange(ConnectionPool pool) {
        this.pool = pool;
    }

    /**
     * Sends a request and waits for the head of its answer. To be called once.
     *
     * <p>A reused connection that turns out to be closed before any byte of an answer is replaced by a fresh one, once.
     *
     * @param request what to send
     * @param firstByteTimeout how long the answer's head may take, from now
     */
    public SendResult send(OutboundRequest request, Duration firstByteTimeout) {
        if (stopped()) {
            return new ClientLeft();
        }
        Deadline deadline = Deadline.after(firstByteTimeout, pool.nanoTime());
        Optional<Connection> reused = pool.take();
        if (reused.isPresent()) {
            SendResult result = onReused(reused.get(), request, deadline);
            if (!(result instanceof Failed failed && failed.kind() == FailureKind.CLOSED)) {
                return result;
            }
        }
        return onFresh(request, deadline);
    }

    /** Closes the connection at once: whoever waits for it stops waiting. */
    public void cancel() {
        cancelled = true;
        drop();
    }

    /** Closes the connection if the worker has taken too long to answer. */
    void cutIfOverdue() {
        Deadline end = due.get();
        if (end != null && end.hasPassed() && due.compareAndSet(end, null)) {
            drop();
        }
    }

    /** Whether {@link #cancel} has been called. */
    public boolean cancelled() {
        return cancelled;
    }

    /** Gives the connection back if it can serve another request, and closes it otherwise. */
    @Override
    public void close() {
        pool.ended(this);
        Connection connection = held.getAndSet(null);
        if (connection == null) {
            return;
        }
        if (reusableAfter.isPresent() && reusableAfter.get().ended() && connection.isClean()) {
            pool.giveBack(connection);
        } else {
            connection.close();
        }
    }

    /** What arrives on the connection in use. */
    Inbound inbound() throws BrokenAnswerException {
        Connection connection = held.get();
        if (connection == null) {
            throw new BrokenAnswerException(Reason.CANCELLED, "the connection was closed on this side");
        }
        return connection.inbound();
    }

    /** Ends an exchange whose answer is broken: closes the connection, and tells why. */
    BrokenAnswerException broken(Reason reason, String detail) {
        drop();
        return stopped()
                ? new BrokenAnswerException(Reason.CANCELLED, "cancelled")
                : new BrokenAnswerException(reason, detail);
    }

    /** What an exception says, if only its name. */
    static String message(Exception e) {
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }

    private SendResult onReused(Connection connection, OutboundRequest request, Deadline deadline) {
        return hold(connection) ? talk(connection, request, deadline) : new ClientLeft();
    }

    private SendResult onFresh(OutboundRequest request, Deadline deadline) {
        Connection connection;
        try {
            connection = connect();
        } catch (IOException e) {
            return failed(FailureKind.UNREACHABLE, message(e));
        }
        return talk(connection, request, deadline);
    }

    /** Makes a connection to the first of the worker's addresses that takes one. */
    private Connection connect() throws IOException {
        IOException refused = new IOException("no address");
        for (InetAddress address : pool.reach().addresses()) {
            Connection connection = Connection.unconnected();
            if (!hold(connection)) {
                throw new IOException("cancelled");
            }
            try {
                connection.connect(address, pool.reach(), pool.settings().connectTimeout());
                return connection;
            } catch (IOException e) {
                drop();
                refused = e;
            }
        }
        throw refused;
    }

    private SendResult talk(Connection connection, OutboundRequest request, Deadline deadline) {
        Inbound inbound = connection.inbound();
        inbound.begin();
        due.set(deadline);
        try {
            boolean sent =
                    new RequestWriter(connection, deadline).write(pool.reach().origin(), request);
            ReadHead read = new HeadReader(inbound, pool.settings()).read();
            if (!due.compareAndSet(deadline, null)) {
                return failed(FailureKind.TIMED_OUT, "no answer in time");
            }
            AnswerBody body = new AnswerBody(this, BodyLength.of(request.method(), read.head()), silenceMillis());
            if (sent && read.keepsAlive() && body.framing() != Framing.UNTIL_CLOSE) {
                reusableAfter = Optional.of(body);
            }
            return new Answered(read.head(), body);
        } catch (MalformedHeadException e) {
            return failed(FailureKind.MALFORMED, message(e));
        } catch (SocketTimeoutException e) {
            return failed(FailureKind.TIMED_OUT, "no answer in time");
        } catch (IOException e) {
            return failed(kind(inbound, deadline), message(e));
        } finally {
            due.set(null);
        }
    }

    private static FailureKind kind(Inbound inbound, Deadline deadline) {
        if (deadline.hasPassed()) {
            return FailureKind.TIMED_OUT;
        }
        return inbound.isSilent() ? FailureKind.CLOSED : FailureKind.MALFORMED;
    }

    private int silenceMillis() {
        return Math.toIntExact(pool.settings().silenceLimit().toMillis());
    }

    private SendResult failed(FailureKind kind, String detail) {
        drop();
        return stopped() ? new ClientLeft() : new Failed(kind, detail);
    }

    /** Takes a connection into use, unless the exchange has been cancelled meanwhile. */
    private boolean hold(Connection connection) {
        held.set(connection);
        if (stopped()) {
            drop();
            return false;
        }
        return true;
    }

    private void drop() {
        Connection connection = held.getAndSet(null);
        if (connection != null) {
            connection.close();
        }
    }

    private boolean stopped() {
        return cancelled || Thread.currentThread().isInterrupted();
    }
}
