package io.smg.server.ingress;

import io.helidon.common.buffers.BufferData;
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
    public void write(byte[] bytes, int length) {
        context.dataWriter().writeNow(BufferData.create(bytes, 0, length));
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
