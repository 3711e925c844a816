package io.smg.server.upstream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** One connection to a worker, used by one exchange after another. */
final class Connection {

    private final Wire wire;
    private final Inbound inbound;
    private long idleSince;

    private Connection(Wire wire) {
        this.wire = wire;
        this.inbound = new Inbound(wire);
    }

    /** A connection that is still to be made. */
    static Connection unconnected() throws IOException {
        return new Connection(Wire.plain());
    }

    void connect(InetAddress address, Reach reach, Duration timeout) throws IOException {
        wire.connect(new InetSocketAddress(address, reach.origin().port()), timeout);
        if (reach.origin().tls()) {
            wire.encrypt(reach, timeout);
        }
    }

    Wire wire() {
        return wire;
    }

    Inbound inbound() {
        return inbound;
    }

    /** Whether nothing of an answer is left over. */
    boolean isClean() {
        return inbound.available() == 0;
    }

    /** Whether the worker has neither closed this idle connection nor sent anything on it. */
    boolean isQuiet() {
        return wire.isQuiet();
    }

    void rest(long nanoTime) {
        inbound.trim();
        idleSince = nanoTime;
    }

    long idleSince() {
        return idleSince;
    }

    void close() {
        wire.close();
    }
}
