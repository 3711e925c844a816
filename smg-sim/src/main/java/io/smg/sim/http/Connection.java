package io.smg.sim.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One client's connection, served to its end. */
final class Connection implements Closeable {

    private static final System.Logger LOG = System.getLogger(Connection.class.getName());
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final ReadAhead in;
    private final RequestReader reader;

    Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new ReadAhead(socket.getInputStream());
        this.reader = new RequestReader(in, () -> socket.getOutputStream().write(CONTINUE));
    }

    /** Answers requests until the client, or an answer, ends the connection. */
    void serve(Handler handler) {
        try (this) {
            while (serveNext(handler)) {
                in.unwatch();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection ended early", e);
        }
    }

    private boolean serveNext(Handler handler) throws IOException {
        Optional<HttpRequest> request = reader.next();
        if (request.isEmpty()) {
            return false;
        }
        HttpReply reply = new HttpReply(this, new Outgoing(socket.getOutputStream()), request.get());
        try {
            handler.handle(request.get(), reply);
            return reply.keepsConnection();
        } catch (BrokenOffException e) {
            // Only now, when the handler is done with the request: the client may act on what it sees at once.
            socket.setSoLinger(e.way() == BrokenOffException.Way.RESET, 0);
            return false;
        }
    }

    void watch(Runnable whenLeft) {
        in.watch(whenLeft);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
