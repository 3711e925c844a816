package io.smg.server.ingress;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.smg.server.config.ListenerConfig;
import io.smg.server.exchange.Answering;
import io.smg.server.exchange.ClientGoneException;
import io.smg.server.exchange.ErrorReply;
import io.smg.server.exchange.Excerpt;
import io.smg.server.exchange.GatewayException;
import io.smg.server.observe.Sparingly;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The listener's only connection selector: HTTP/1.1 as {@link StrictReader} reads it. It knows all open connections and
 * sweeps over them. Thread-safe.
 */
final class StrictSelector implements ServerConnectionSelector {

    /** How long a connection may be between two requests once nobody is accepted any more. */
    private static final Duration LAST_IDLE = Duration.ofMillis(500);

    private static final System.Logger LOG = System.getLogger(StrictSelector.class.getName());

    private static final Duration LINGER = Duration.ofMillis(300);

    private final Access access;
    private final IngressLimits limits;
    private final long maxBody;
    private final RequestIds requestIds;
    private final BooleanSupplier stopping;
    private final LongSupplier nanoTime;
    private final Answering answering;
    private final Sparingly log;
    private final Set<ClientConnection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    StrictSelector(
            ListenerConfig config,
            Access access,
            Answering answering,
            BooleanSupplier stopping,
            LongSupplier nanoTime) {
        this.access = access;
        this.limits = IngressLimits.with(config.edge().patience());
        this.maxBody = config.maxPayloadSize();
        this.requestIds = new RequestIds(config.requestIdHeaders());
        this.stopping = stopping;
        this.nanoTime = nanoTime;
        this.answering = answering;
        this.log = new Sparingly(LOG, nanoTime);
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
        return Set.of("http/1.1");
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        Link link = access.tls().<Link>map(tls -> new TlsLink(context, tls)).orElseGet(() -> new PlainLink(context));
        return new Conversation(
                new ClientConnection(context, link, access, limits, maxBody, requestIds, stopping, nanoTime));
    }

    /** What is said on one connection: request and answer in turn, until one side has had enough. */
    private final class Conversation implements ServerConnection {

        private final ClientConnection client;

        Conversation(ClientConnection client) {
            this.client = client;
        }

        @Override
        public void handle(Limit limit) {
            open.add(client);
            boolean unread = true;
            try {
                unread = !client.open() || answerAll();
            } finally {
                client.finish(LINGER);
                if (unread) {
                    client.linger(LINGER);
                }
                open.remove(client);
            }
        }

        /** Answers whatever is asked; says whether the client may have sent more than that. */
        private boolean answerAll() {
            try {
                boolean more = client.next();
                while (more) {
                    more = answering.answer(client) && client.next();
                }
                return client.hasUnread();
            } catch (GatewayException e) {
                refuse(e.reply());
                return true;
            } catch (ClientGoneException e) {
                return false;
            }
        }

        private void refuse(ErrorReply reply) {
            log.log(
                    reply.status(),
                    () -> "refused a request with " + reply.status() + ": " + Excerpt.of(reply.message()));
            answering.refuse(client, reply);
        }

        /** Zero: idle connections are closed by their own deadline, and a long answer isn't idleness. */
        @Override
        public Duration idleTime() {
            return Duration.ZERO;
        }

        @Override
        public void close(boolean interrupt) {
            if (interrupt) {
                client.abort();
            }
        }
    }
}
