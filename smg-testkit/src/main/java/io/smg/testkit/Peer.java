package io.smg.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A client's connection to a {@link ScriptedWorker}. A script or a test does with it what it likes. Thread-safe. */
public final class Peer {

    /** How much a worker reads before its script runs. */
    enum Reading {
        /** Request after request, each with its body. */
        WHOLE_REQUESTS,
        /** The first request's head, and nothing more ever. */
        ONE_HEAD
    }

    private final Socket socket;
    private final WireReader in;
    private final LinkedBlockingQueue<Optional<RecordedRequest>> received = new LinkedBlockingQueue<>();
    private final Happening happening = new Happening();
    private volatile boolean left;

    Peer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new WireReader(socket.getInputStream());
    }

    /** Sends a text as ISO-8859-1. */
    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes. */
    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Ends the connection; the client sees a reset instead if bytes of its own were still unread. */
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError("the connection does not close", e);
        }
    }

    /** Ends the connection with a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Ends the sending half only. */
    public void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** Whether the client has ended the connection, or its sending half. */
    public boolean hasLeft() {
        return left;
    }

    /**
     * Waits until the client has ended the connection, which a worker that reads heads only never learns.
     *
     * @throws AssertionError if it does not in time
     */
    public void awaitLeft(Duration patience) {
        happening.await(this::hasLeft, patience, "the client to leave");
    }

    /** Reads further bytes of a request whose head alone was read, fewer if the client leaves. */
    public byte[] receive(long count) throws IOException {
        return in.bytes(count);
    }

    void readRequests(Reading reading, Consumer<RecordedRequest> log) {
        try {
            Optional<RecordedRequest> next = readRequest(reading);
            while (next.isPresent()) {
                log.accept(next.get());
                received.add(next);
                if (reading == Reading.ONE_HEAD) {
                    return;
                }
                next = readRequest(reading);
            }
        } catch (IOException e) {
            // A reset is one more way to leave.
            left = true;
        }
        left = true;
        happening.signal();
        received.add(Optional.empty());
    }

    void runScript(ScriptedWorker.Script script) {
        try {
            Optional<RecordedRequest> next = received.take();
            while (next.isPresent()) {
                script.answer(next.get(), this);
                next = received.take();
            }
        } catch (IOException e) {
            // The client is gone, or the script has closed the connection: nobody is left to be answered.
            left = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    private Optional<RecordedRequest> readRequest(Reading reading) throws IOException {
        byte[] head = in.head();
        if (!WireReader.isWhole(head)) {
            return Optional.empty();
        }
        RecordedRequest bare = new RecordedRequest(head, new byte[0]);
        return Optional.of(reading == Reading.ONE_HEAD ? bare : new RecordedRequest(head, readBody(bare)));
    }

    private byte[] readBody(RecordedRequest request) throws IOException {
        if (request.field("Transfer-Encoding").isPresent()) {
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            boolean whole = in.chunks(raw, new ByteArrayOutputStream());
            if (!whole) {
                throw new IOException("the client left within its body");
            }
            return raw.toByteArray();
        }
        return in.bytes(Long.parseLong(request.field("Content-Length").orElse("0")));
    }
}
