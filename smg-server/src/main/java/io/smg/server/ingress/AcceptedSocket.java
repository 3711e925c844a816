package io.smg.server.ingress;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.webserver.ConnectionContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connection that Helidon has accepted, in the form that the JDK's TLS is put upon. */
final class AcceptedSocket extends Socket {

    private final ConnectionContext connection;
    private final Incoming in;
    private final Outgoing out;

    AcceptedSocket(ConnectionContext connection) {
        this.connection = connection;
        this.in = new Incoming(() -> connection.serverSocket().get());
        this.out = new Outgoing(connection.dataWriter());
    }

    /** The next byte, which stays unread; waits for it. -1 at the end of the stream. */
    int peek() {
        return in.await() ? in.bytes[in.position] & 0xff : -1;
    }

    String host() {
        return connection.remotePeer().host();
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public InetAddress getInetAddress() {
        try {
            return InetAddress.ofLiteral(host());
        } catch (IllegalArgumentException e) {
            return InetAddress.getLoopbackAddress();
        }
    }

    @Override
    public void setSoTimeout(int millis) {
        // The listener has its own deadlines.
    }

    @Override
    public void setSoLinger(boolean on, int seconds) {
        // The listener has its own way to linger.
    }

    @Override
    public void shutdownInput() {
        // Closing does it.
    }

    @Override
    public void shutdownOutput() {
        // Closing does it, when what the client still sends has been read.
    }

    @Override
    public void close() {
        connection.serverSocket().close();
    }

    /** What the client sends, piece by piece as it arrives. */
    private static final class Incoming extends InputStream {

        private final Supplier<byte @Nullable []> socket;
        private byte[] bytes = {};
        private int position;

        Incoming(Supplier<byte @Nullable []> socket) {
            this.socket = socket;
        }

        boolean await() {
            while (position == bytes.length) {
                byte[] next = socket.get();
                if (next == null) {
                    return false;
                }
                bytes = next;
                position = 0;
            }
            return true;
        }

        @Override
        public int read() {
            return await() ? bytes[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (length == 0 || !await()) {
                return length == 0 ? 0 : -1;
            }
            int count = Math.min(length, bytes.length - position);
            System.arraycopy(bytes, position, target, offset, count);
            position += count;
            return count;
        }
    }

    /** What goes to the client, at once. */
    private static final class Outgoing extends OutputStream {

        private final DataWriter socket;

        Outgoing(DataWriter socket) {
            this.socket = socket;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                socket.writeNow(BufferData.create(bytes, offset, length));
            } catch (RuntimeException e) {
                throw new IOException("the client is gone", e);
            }
        }
    }
}
