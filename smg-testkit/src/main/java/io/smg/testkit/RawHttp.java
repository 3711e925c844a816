package io.smg.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A client that sends exactly the bytes that a test gives it, and tells exactly what comes back. Every wait ends: with
 * an {@link AssertionError} once the client's patience is over.
 */
public final class RawHttp implements AutoCloseable {

    private final Socket socket;
    private final PatientInput input;
    private final WireReader in;

    private RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new PatientInput(socket, ScriptedWorker.PATIENCE);
        this.in = new WireReader(input);
    }

    /** A connection to a port of the loopback address. */
    public static RawHttp connect(int port) {
        return connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** A connection to an address. */
    public static RawHttp connect(InetSocketAddress address) {
        try {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.connect(address, Math.toIntExact(ScriptedWorker.PATIENCE.toMillis()));
            return new RawHttp(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection that stands already, which may be an encrypted one. */
    public static RawHttp over(Socket connected) {
        try {
            return new RawHttp(connected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets how long each of the following calls may wait; 10 seconds if it is never set. */
    public RawHttp patience(Duration patience) {
        input.patience(patience);
        return this;
    }

    /** Sends a text as ISO-8859-1. */
    public RawHttp send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes. */
    public RawHttp send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the next answer, an interim one too, to its end or to where it is torn. */
    public RawAnswer read() {
        return reading(() -> answer(false));
    }

    /** Reads an answer to a HEAD request. */
    public RawAnswer readForHead() {
        return reading(() -> answer(true));
    }

    /** Reads an answer's head only; its body, still encoded, is for {@link #readSome}. */
    public RawAnswer readHead() {
        return reading(() -> head(in.head()));
    }

    /** Reads what has arrived, or else what arrives next; nothing if the connection has ended. */
    public byte[] readSome() {
        return reading(in::some);
    }

    /** Reads everything up to the connection's end. */
    public byte[] readUntilClose() {
        return reading(in::rest);
    }

    /** Whether the other side has ended the connection with a reset. */
    public boolean wasReset() {
        return input.wasReset();
    }

    /** Ends the sending half only. */
    public void halfClose() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the connection with a reset. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T reading(Reading<T> reading) {
        input.begin();
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RawAnswer answer(boolean toHead) throws IOException {
        RawAnswer head = head(in.head());
        int status = head.status();
        if (!head.complete() || toHead || status < 200 || status == 204 || status == 304) {
            return head;
        }
        if (head.field("Transfer-Encoding").isPresent()) {
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            boolean complete = in.chunks(raw, data);
            return with(head, data.toByteArray(), raw.toByteArray(), complete);
        }
        if (head.field("Content-Length").isPresent()) {
            long length = Long.parseLong(head.field("Content-Length").get());
            byte[] body = in.bytes(length);
            return with(head, body, body, body.length == length);
        }
        byte[] body = in.rest();
        return with(head, body, body, !input.wasReset());
    }

    private static RawAnswer with(RawAnswer head, byte[] body, byte[] raw, boolean complete) {
        return new RawAnswer(head.statusLine(), head.fields(), body, raw, complete);
    }

    private static RawAnswer head(byte[] head) {
        List<String> lines =
                new String(head, StandardCharsets.ISO_8859_1).lines().toList();
        String statusLine = lines.isEmpty() ? "" : lines.getFirst();
        List<String> fields =
                lines.stream().skip(1).filter(line -> !line.isBlank()).toList();
        return new RawAnswer(statusLine, fields, new byte[0], new byte[0], WireReader.isWhole(head));
    }
}
