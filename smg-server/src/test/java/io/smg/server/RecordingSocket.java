package io.smg.server;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A client's socket that keeps what it has received, so that a test can see the records of TLS. */
final class RecordingSocket extends Socket {

    /** The type of a record that tells of an end, or of an error. */
    static final int ALERT = 21;

    private static final int HEADER = 5;

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    RecordingSocket(int port) throws IOException {
        super(InetAddress.getLoopbackAddress(), port);
    }

    /** The type of the record that came last. */
    int typeOfLastRecord() {
        byte[] bytes = received.toByteArray();
        int type = -1;
        for (int at = 0; at + HEADER <= bytes.length; ) {
            type = bytes[at];
            at += HEADER + ((bytes[at + 3] & 0xff) << 8) + (bytes[at + 4] & 0xff);
        }
        return type;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                int b = super.read();
                if (b >= 0) {
                    received.write(b);
                }
                return b;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                if (count > 0) {
                    received.write(buffer, offset, count);
                }
                return count;
            }
        };
    }
}
