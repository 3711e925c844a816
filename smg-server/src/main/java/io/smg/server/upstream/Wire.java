package io.smg.server.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/**
 * One socket to a worker, plain or encrypted.
 *
 * <p>One thread uses it, any thread may close it. Switching the channel's mode costs nothing here: under a virtual
 * thread the socket itself is always non-blocking.
 */
final class Wire {

    private final SocketChannel channel;
    private final ByteBuffer probe = ByteBuffer.allocate(1);
    private InputStream in = InputStream.nullInputStream();
    private Optional<SSLSocket> encrypted = Optional.empty();

    private Wire(SocketChannel channel) {
        this.channel = channel;
    }

    /** A wire that is not connected yet, so that whoever waits for it can close it meanwhile. */
    static Wire plain() throws IOException {
        return new Wire(SocketChannel.open());
    }

    void connect(InetSocketAddress address, Duration timeout) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.socket().connect(address, Math.toIntExact(timeout.toMillis()));
        in = channel.socket().getInputStream();
    }

    /** Encrypts the connected wire. */
    void encrypt(Reach reach, Duration timeout) throws IOException {
        Socket plain = channel.socket();
        plain.setSoTimeout(Math.toIntExact(timeout.toMillis()));
        SSLSocket socket = reach.encrypt(plain);
        in = socket.getInputStream();
        encrypted = Optional.of(socket);
    }

    /**
     * Waits until bytes arrive.
     *
     * @param millis how long to wait, 0 for ever
     * @return how many bytes were read, or -1 if the worker ended the connection
     */
    int read(byte[] buffer, int offset, int length, int millis) throws IOException {
        channel.socket().setSoTimeout(millis);
        return in.read(buffer, offset, length);
    }

    /**
     * Writes as many bytes as fit now, possibly none, and does not wait; on an encrypted wire, all of them, however
     * long that takes.
     */
    int writeSome(byte[] bytes, int offset, int length) throws IOException {
        if (encrypted.isPresent()) {
            encrypted.get().getOutputStream().write(bytes, offset, length);
            return length;
        }
        channel.configureBlocking(false);
        try {
            return channel.write(ByteBuffer.wrap(bytes, offset, length));
        } finally {
            channel.configureBlocking(true);
        }
    }

    /** Whether the connection stands and nothing unread waits on it, be it a record of an encrypted one. */
    boolean isQuiet() {
        try {
            channel.configureBlocking(false);
            int read = channel.read(probe.clear());
            channel.configureBlocking(true);
            return read == 0;
        } catch (IOException e) {
            return false;
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is closed all the same, and nothing was left to be written.
        }
    }
}
