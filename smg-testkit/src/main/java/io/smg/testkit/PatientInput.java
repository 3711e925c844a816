package io.smg.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A socket's input that gives up in time, and takes a reset for an end. */
final class PatientInput extends InputStream {

    private final Socket socket;
    private final InputStream in;
    private Duration patience;
    private long end;
    private boolean reset;

    PatientInput(Socket socket, Duration patience) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.patience = patience;
    }

    void patience(Duration wait) {
        patience = wait;
    }

    /** Begins a wait: the patience counts from here. */
    void begin() {
        end = System.nanoTime() + patience.toNanos();
    }

    boolean wasReset() {
        return reset;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        socket.setSoTimeout(Math.toIntExact(Math.max(1, left)));
        try {
            return in.read(buffer, offset, length);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("nothing came for " + patience, e);
        } catch (SocketException e) {
            if (socket.isClosed()) {
                throw e;
            }
            reset = true;
            return -1;
        }
    }

    /** What can be had at once, so that a buffer around this does not wait to be filled. */
    @Override
    public int available() throws IOException {
        return reset ? 0 : in.available();
    }
}
