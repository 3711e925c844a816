package io.smg.server.ingress;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The listener's only connection selector: Helidon's HTTP/1.1, reading through {@link StrictReader}. It knows all open
 * connections and sweeps over them. Thread-safe.
 */
final class StrictSelector implements ServerConnectionSelector {

    /** How long a connection may be between two requests once nobody is accepted any more. */
    private static final Duration LAST_IDLE = Duration.ofMillis(500);

    private static final Duration LINGER = Duration.ofMillis(300);

    private final Http1ConnectionSelector http1;
    private final Access access;
    private final IngressLimits limits;
    private final RequestIds requestIds;
    private final BooleanSupplier stopping;
    private final LongSupplier nanoTime;
    private final Set<ClientConnection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    StrictSelector(
            Http1ConnectionSelector http1,
            Access access,
            IngressLimits limits,
            RequestIds requestIds,
            BooleanSupplier stopping,
            LongSupplier nanoTime) {
        this.http1 = http1;
        this.access = access;
        this.limits = limits;
        this.requestIds = requestIds;
        this.stopping = stopping;
        this.nanoTime = nanoTime;
    }

    /** Looks after deadlines and leavers of all connections; called every few milliseconds. */
    void sweep() {
        open.forEach(ClientConnection::sweep);
        if (ending) {
            open.forEach(client -> client.closeIfIdle(LAST_IDLE));
        }
    }

    /** From now on sweeps close connections that are idle: a stop waits for requests, not for clients that keep one. */
    void end() {
        ending = true;
    }

    /** How many connections are open. */
    int connections() {
        return open.size();
    }

    @Override
    public int bytesToIdentifyConnection() {
        return 0;
    }

    @Override
    public Support supports(BufferData data) {
        return Support.SUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        Link link = access.tls().<Link>map(tls -> new TlsLink(context, tls)).orElseGet(() -> new PlainLink(context));
        ClientConnection client = new ClientConnection(context, link, access, limits, requestIds, stopping, nanoTime);
        return new Guarded(client, http1.connection(client));
    }

    /** Helidon's connection, counted among the open ones while it is handled, and closed with care. */
    private final class Guarded implements ServerConnection {

        private final ClientConnection client;
        private final ServerConnection connection;

        Guarded(ClientConnection client, ServerConnection connection) {
            this.client = client;
            this.connection = connection;
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            open.add(client);
            boolean unread = true;
            try {
                if (client.open()) {
                    connection.handle(limit);
                }
                // That is over only after something was refused; what else the client sent may be on its way.
            } catch (CloseConnectionException e) {
                unread = client.hasUnread();
                throw e;
            } finally {
                client.finish(LINGER);
                if (unread) {
                    client.linger(LINGER);
                }
                open.remove(client);
            }
        }

        /** Zero: idle connections are closed by their own deadline, and a long answer isn't idleness. */
        @Override
        public Duration idleTime() {
            return Duration.ZERO;
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }
    }
}
