package io.smg.server.ingress;

import io.helidon.webserver.ConnectionContext;
import io.smg.server.credentials.Tls;
import io.smg.server.exchange.ApiShape;
import io.smg.server.exchange.ErrorReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are encrypted on the connection. The handshake is ours to start, so that it has a deadline like every other
 * wait, and so that who speaks plain HTTP is told.
 */
final class TlsLink implements Link {

    private static final System.Logger LOG = System.getLogger(TlsLink.class.getName());

    /** What a TLS connection begins with: the type of a record with a handshake in it. */
    private static final int HANDSHAKE = 22;

    private static final int BUFFER = 8 * 1024;

    private final AcceptedSocket accepted;
    private final SSLContext context;
    private final byte[] buffer = new byte[BUFFER];
    private InputStream in;
    private OutputStream out = OutputStream.nullOutputStream();
    private @Nullable SSLSocket encrypted;

    TlsLink(ConnectionContext connection, SSLContext context) {
        this.accepted = new AcceptedSocket(connection);
        this.context = context;
        this.in = accepted.getInputStream();
    }

    @Override
    public boolean open() {
        try {
            int first = accepted.peek();
            if (first == HANDSHAKE) {
                shakeHands();
                return true;
            }
            if (first >= 0) {
                refuse();
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> "no TLS with " + accepted.getInetAddress() + ": " + e.getMessage());
        }
        return false;
    }

    @Override
    public byte @Nullable [] read() {
        try {
            int count = in.read(buffer);
            return count <= 0 ? null : Arrays.copyOf(buffer, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(byte[] bytes, int length) {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isSecure() {
        return true;
    }

    @Override
    public void finish() {
        SSLSocket socket = encrypted;
        if (socket != null) {
            try {
                socket.shutdownOutput();
            } catch (IOException | UncheckedIOException e) {
                // The client is gone, and so is whoever was to be told.
            }
        }
    }

    private void shakeHands() throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(accepted, accepted.host(), 0, true);
        socket.setUseClientMode(false);
        socket.setSSLParameters(Tls.parameters());
        encrypted = socket;
        socket.startHandshake();
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** In plain HTTP, which is what the client has just spoken, if it has spoken anything. */
    private void refuse() throws IOException {
        String body = new ErrorReply(400, "tls_required", "This port speaks HTTPS").text(ApiShape.OPENAI);
        String answer = "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n" + ErrorReply.CODE_HEADER
                + ": tls_required\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        accepted.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    }
}
