package io.smg.server.ingress;

import io.helidon.common.buffers.DataWriter;
import io.helidon.webserver.ConnectionContext;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as they are on the connection.
 *
 * @param context the connection
 */
record PlainLink(ConnectionContext context) implements Link {

    @Override
    public boolean open() {
        return true;
    }

    @Override
    public byte @Nullable [] read() {
        return context.serverSocket().get();
    }

    @Override
    public DataWriter writer() {
        return context.dataWriter();
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public void finish() {
        // The connection's end says it.
    }
}
