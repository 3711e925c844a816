package io.smg.server.upstream;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The connections to one worker. The one used last is reused first, so that the others can grow old and be closed.
 * Thread-safe.
 */
public final class ConnectionPool implements AutoCloseable {

    private final Reach reach;
    private final PoolSettings settings;
    private final LongSupplier nanoTime;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger idleCount = new AtomicInteger();
    private final Set<UpstreamExchange> exchanges = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * A pool without connections.
     *
     * @param reach the way to the worker
     * @param settings the connections' bounds
     * @param nanoTime the clock, as {@link System#nanoTime()}
     */
    public ConnectionPool(Reach reach, PoolSettings settings, LongSupplier nanoTime) {
        this.reach = reach;
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    /** One attempt at this worker; nothing is connected yet. */
    public UpstreamExchange open() {
        UpstreamExchange exchange = new UpstreamExchange(this);
        exchanges.add(exchange);
        return exchange;
    }

    /** How many connections are idle. */
    public int idle() {
        return idleCount.get();
    }

    /** Cuts the exchanges whose worker has taken too long to answer. For a ticker to call. */
    public void cutOverdue() {
        exchanges.forEach(UpstreamExchange::cutIfOverdue);
    }

    /** Closes the connections that have been idle for too long. For a ticker to call. */
    public void sweep() {
        for (Connection oldest = idle.peekLast(); oldest != null && isOld(oldest); oldest = idle.peekLast()) {
            if (idle.removeLastOccurrence(oldest)) {
                discard(oldest);
            }
        }
    }

    /** Closes the idle connections now, and those in use when their exchange ends. */
    @Override
    public void close() {
        closed = true;
        closeIdle();
    }

    /** Closes all connections now, those in use too: their exchanges break off. */
    public void abort() {
        close();
        exchanges.forEach(UpstreamExchange::cancel);
    }

    void ended(UpstreamExchange exchange) {
        exchanges.remove(exchange);
    }

    Reach reach() {
        return reach;
    }

    PoolSettings settings() {
        return settings;
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }

    /** An idle connection that still stands. */
    Optional<Connection> take() {
        for (Connection last = idle.pollFirst(); last != null; last = idle.pollFirst()) {
            if (!isOld(last) && last.isQuiet()) {
                idleCount.decrementAndGet();
                return Optional.of(last);
            }
            discard(last);
        }
        return Optional.empty();
    }

    /** Takes back a connection that is ready for another request. */
    void giveBack(Connection connection) {
        connection.rest(nanoTime.getAsLong());
        if (idleCount.incrementAndGet() > settings.maxIdle()) {
            discard(connection);
            return;
        }
        idle.addFirst(connection);
        if (closed) {
            closeIdle();
        }
    }

    private void closeIdle() {
        for (Connection one = idle.pollFirst(); one != null; one = idle.pollFirst()) {
            discard(one);
        }
    }

    private void discard(Connection connection) {
        idleCount.decrementAndGet();
        connection.close();
    }

    private boolean isOld(Connection connection) {
        return nanoTime.getAsLong() - connection.idleSince()
                > settings.idleLimit().toNanos();
    }
}
