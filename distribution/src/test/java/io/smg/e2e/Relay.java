package io.smg.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a port of this machine that can swallow what its connections carry, without closing them. */
final class Relay implements AutoCloseable {

    private static final int BUFFER = 65_536;

    private final ServerSocket door;
    private final int target;
    private final List<Pipe> pipes = new CopyOnWriteArrayList<>();

    private Relay(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    static Relay to(int target) throws IOException {
        Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        Thread.ofVirtual().start(relay::accept);
        return relay;
    }

    int port() {
        return door.getLocalPort();
    }

    /** From now on, the connections that there are stay open and carry nothing; new ones do. */
    void swallow() {
        pipes.forEach(pipe -> pipe.blocked = true);
    }

    private void accept() {
        try (ServerSocket accepting = door) {
            while (true) {
                Socket client = accepting.accept();
                Pipe pipe = new Pipe(client, new Socket(InetAddress.getLoopbackAddress(), target));
                pipes.add(pipe);
                Thread.ofVirtual().start(() -> pipe.copy(pipe.client, pipe.server));
                Thread.ofVirtual().start(() -> pipe.copy(pipe.server, pipe.client));
            }
        } catch (IOException e) {
            pipes.forEach(Pipe::close);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    /** One connection. */
    private static final class Pipe {

        private final Socket client;
        private final Socket server;
        private volatile boolean blocked;

        Pipe(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void copy(Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!blocked) {
                        out.write(buffer, 0, read);
                    }
                }
            } catch (IOException e) {
                close();
            }
        }

        void close() {
            try (client;
                    server) {
                blocked = true;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
