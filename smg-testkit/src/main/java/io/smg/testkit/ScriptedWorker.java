package io.smg.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A worker that does to each request what a test's script says, right or wrong, on a free port of the loopback address.
 * It keeps what it received. Thread-safe.
 */
public final class ScriptedWorker implements AutoCloseable {

    /** How long a test waits for something before it fails. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What a worker does with a request. */
    @FunctionalInterface
    public interface Script {

        /**
         * Answers a request, or doesn't.
         *
         * @param request what was received
         * @param peer the connection that it came on, which stays open unless the script closes it
         * @throws IOException if the peer is gone, which ends the connection
         */
        void answer(RecordedRequest request, Peer peer) throws IOException;
    }

    private final ServerSocket listener;
    private final Script script;
    private final Peer.Reading reading;
    private final CopyOnWriteArrayList<Peer> peers = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private final Happening happening = new Happening();
    private final Thread acceptor = Thread.ofVirtual().name("scripted-worker").unstarted(this::accept);

    private ScriptedWorker(ServerSocket listener, Script script, Peer.Reading reading) {
        this.listener = listener;
        this.script = script;
        this.reading = reading;
    }

    /** A running worker that hands each request to the script once it is there whole. */
    public static ScriptedWorker start(Script script) {
        return start(script, Peer.Reading.WHOLE_REQUESTS);
    }

    /** A running worker that hands a connection's first request to the script after its head, and reads no further. */
    public static ScriptedWorker readingHeadsOnly(Script script) {
        return start(script, Peer.Reading.ONE_HEAD);
    }

    /** A running worker that always sends the same bytes, given as ISO-8859-1 text. */
    public static ScriptedWorker answering(String answer) {
        return start((request, peer) -> peer.send(answer));
    }

    /** A running worker behind a bound socket, which may be an encrypting one. */
    public static ScriptedWorker behind(ServerSocket listener, Script script) {
        return start(listener, script, Peer.Reading.WHOLE_REQUESTS);
    }

    private static ScriptedWorker start(ServerSocket listener, Script script, Peer.Reading reading) {
        ScriptedWorker worker = new ScriptedWorker(listener, script, reading);
        worker.acceptor.start();
        return worker;
    }

    private static ScriptedWorker start(Script script, Peer.Reading reading) {
        try {
            return start(new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()), script, reading);
        } catch (IOException e) {
            throw new AssertionError("no free port", e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Its address as an http URL without a path. */
    public URI url() {
        String address = listener.getInetAddress().getHostAddress();
        return URI.create("http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port());
    }

    /** The requests received so far, oldest first. */
    public List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** The connections taken so far, oldest first. */
    public List<Peer> peers() {
        return List.copyOf(peers);
    }

    /** Waits until as many requests have been received, and returns the last of them. */
    public RecordedRequest awaitRequest(int count) {
        happening.await(() -> requests.size() >= count, PATIENCE, count + " requests");
        return requests.get(count - 1);
    }

    /** Waits until as many connections have been taken, and returns the last of them. */
    public Peer awaitPeer(int count) {
        happening.await(() -> peers.size() >= count, PATIENCE, count + " connections");
        return peers.get(count - 1);
    }

    /** Stops listening and closes all connections. Whoever connects afterwards is refused. */
    @Override
    public void close() {
        try {
            listener.close();
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new AssertionError("the listener does not close", e);
        }
        peers.forEach(Peer::close);
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
        Peer peer = new Peer(socket);
        peers.add(peer);
        happening.signal();
        Thread.ofVirtual().name("scripted-worker-reader").start(() -> peer.readRequests(reading, this::note));
        Thread.ofVirtual().name("scripted-worker-script").start(() -> peer.runScript(script));
    }

    private void note(RecordedRequest request) {
        requests.add(request);
        happening.signal();
    }
}
