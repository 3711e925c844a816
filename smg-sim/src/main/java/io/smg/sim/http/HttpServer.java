package io.smg.sim.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server with one virtual thread a connection. */
public final class HttpServer implements AutoCloseable {

    private static final int BACKLOG = 4096;

    private final ServerSocket listener;
    private final Handler handler;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    private HttpServer(ServerSocket listener, Handler handler) {
        this.listener = listener;
        this.handler = handler;
    }

    /**
     * Starts a server.
     *
     * @param address where it listens; port 0 is any free one
     * @param handler what it does with requests
     * @throws IOException if it can't listen there
     */
    public static HttpServer start(InetSocketAddress address, Handler handler) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(address, BACKLOG);
        HttpServer server = new HttpServer(listener, handler);
        Thread.ofPlatform().name("accept-" + listener.getLocalPort()).start(server::accept);
        return server;
    }

    /** The port that it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Where it listens. */
    public URI url() {
        String address = listener.getInetAddress().getHostAddress();
        return URI.create("http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port());
    }

    /** Stops listening and closes all connections. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Connection connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                welcome(listener.accept());
            } catch (IOException e) {
                // Closed, or the client was gone before it was accepted: the loop's condition tells which.
            }
        }
    }

    private void welcome(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        Connection connection = new Connection(socket);
        connections.add(connection);
        Thread.ofVirtual().name("connection").start(() -> {
            try {
                connection.serve(handler);
            } finally {
                connections.remove(connection);
            }
        });
    }
}
