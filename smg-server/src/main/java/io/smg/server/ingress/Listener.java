package io.smg.server.ingress;

import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.webserver.WebServer;
import io.smg.server.config.EdgeConfig;
import io.smg.server.config.ListenerConfig;
import io.smg.server.config.MetricsConfig;
import io.smg.server.exchange.Answering;
import io.smg.server.exchange.CallHandler;
import io.smg.server.observe.RequestObserver;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The port that clients connect to: Helidon's web server, which accepts connections and gives each a virtual thread,
 * with one connection selector, ours. Thread-safe.
 */
public final class Listener implements AutoCloseable {

    /** How often connections are looked after; it bounds how late a leaver is noticed. */
    public static final Duration TICK = Duration.ofMillis(20);

    private static final int BACKLOG = 1024;

    private static final int PROBE_MILLIS = 1000;

    private final Access access;
    private final StrictSelector selector;
    private final WebServer server;
    private final String host;
    private final int port;

    /** Kept, since a server that has ended doesn't know it any more. */
    private volatile int boundPort;

    /**
     * Makes a listener that is not bound yet.
     *
     * @param config where to listen, and what to ask of clients
     * @param surface what answers which path
     * @param observer is told of every request
     * @param stopping whether the gateway has been told to stop: then each answer is its connection's last
     * @param grace how long running requests may take when the listener is closed
     * @param nanoTime a monotonic clock
     * @throws io.smg.server.config.UnusableFileException if a certificate, a key or a file of keys is no use
     * @throws ListenException if there are not descriptors enough for as many connections as are wanted
     */
    public Listener(
            ListenerConfig config,
            Surface surface,
            RequestObserver observer,
            BooleanSupplier stopping,
            Duration grace,
            LongSupplier nanoTime) {
        this(config, new Access(config, InstantSource.system()), surface, observer, stopping, grace, nanoTime);
    }

    private Listener(
            ListenerConfig config,
            Access access,
            Surface surface,
            RequestObserver observer,
            BooleanSupplier stopping,
            Duration grace,
            LongSupplier nanoTime) {
        this(
                config,
                access,
                new Cors(surface.routes(new ApiKeys(access)), config.edge().corsOrigins()),
                observer,
                stopping,
                grace,
                nanoTime);
    }

    private Listener(
            ListenerConfig config,
            Access access,
            CallHandler routes,
            RequestObserver observer,
            BooleanSupplier stopping,
            Duration grace,
            LongSupplier nanoTime) {
        this.access = access;
        this.selector = new StrictSelector(config, access, new Answering(routes, observer), stopping, nanoTime);
        this.host = config.host();
        this.port = config.port();
        this.server = server(config, grace);
    }

    /**
     * Makes a listener for whoever scrapes metrics, as strict as the one for clients; nobody observes its requests.
     *
     * @param metrics answers {@code GET /metrics}
     * @param nanoTime a monotonic clock
     */
    public static Listener forScrapes(MetricsConfig config, CallHandler metrics, LongSupplier nanoTime) {
        EdgeConfig edge = EdgeConfig.DEFAULT.with(DescriptorLimit.forScrapes());
        ListenerConfig listener = new ListenerConfig(config.host(), config.port(), 1, List.of(), List.of(), edge);
        return new Listener(
                listener,
                new Access(listener, InstantSource.system()),
                new Routes().on("GET", "/metrics", metrics),
                RequestObserver.NONE,
                () -> false,
                Duration.ZERO,
                nanoTime);
    }

    /**
     * Binds the port and begins to accept.
     *
     * @throws ListenException if the port can't be bound
     */
    public void start() {
        // Helidon logs why a port can't be bound, with a stack trace, and returns as if it could.
        try (ServerSocket trial = new ServerSocket()) {
            trial.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw failure(e.getMessage());
        }
        server.start();
        if (!server.isRunning()) {
            throw failure("it was taken a moment ago");
        }
        boundPort = server.port();
    }

    /** Where it is bound, as a URL. */
    public String url() {
        return (access.tls().isPresent() ? "https" : "http") + "://" + shown(host) + ":" + port();
    }

    /** Looks after deadlines and leavers; to be called every {@link #TICK}, from one thread. */
    public void sweep() {
        selector.sweep();
    }

    /** Reads certificates and keys again that have changed; connections that stand keep what they have. */
    public void readAgain() {
        access.check();
    }

    /**
     * Whether nobody listens any more: Helidon's listener ends for ever when it can't accept a connection, without
     * telling anyone. Found out by connecting, so not to be asked by a thread that has something to do.
     */
    public boolean isLost() {
        InetSocketAddress bound = new InetSocketAddress(host, boundPort);
        boolean anywhere = bound.isUnresolved() || bound.getAddress().isAnyLocalAddress();
        InetAddress address = anywhere ? InetAddress.getLoopbackAddress() : bound.getAddress();
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(address, boundPort), PROBE_MILLIS);
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false; // There may be too little of something for this connection too, which says nothing.
        }
    }

    /**
     * Reads what a listener of this configuration would read, and makes sure that it could have its connections.
     *
     * @throws io.smg.server.config.UnusableFileException if a certificate, a key or a file of keys is no use
     * @throws ListenException if there are not descriptors enough
     */
    public static void check(ListenerConfig config) {
        new Access(config, InstantSource.system()).check();
        DescriptorLimit.bound(config.edge().maxConnections());
    }

    /** The port that is bound. */
    public int port() {
        return server.port();
    }

    /** Stops accepting, closes what is idle, and waits for running requests up to the grace period. */
    @Override
    public void close() {
        selector.end();
        server.stop();
    }

    /** A host as URLs have it. */
    private static String shown(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private ListenException failure(@Nullable String reason) {
        return new ListenException("can't listen on " + host + " port " + port + ": " + reason);
    }

    private WebServer server(ListenerConfig config, Duration grace) {
        var builder = WebServer.builder()
                .host(config.host())
                .port(config.port())
                .backlog(BACKLOG)
                .useNio(false) // which would keep a second buffer for each connection
                .shutdownHook(false)
                .shutdownGracePeriod(grace)
                .protocolsDiscoverServices(false)
                .featuresDiscoverServices(false)
                .addConnectionSelector(selector)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .contentEncoding(ContentEncodingContext.builder()
                        .contentEncodingsDiscoverServices(false)
                        .build());
        DescriptorLimit.bound(config.edge().maxConnections()).ifPresent(builder::maxTcpConnections);
        return builder.build();
    }
}
