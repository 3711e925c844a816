package io.smg.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads HTTP/1.1 messages off a stream, leniently, and keeps their bytes. */
final class WireReader {

    private final InputStream in;

    WireReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** A head with its empty line; cut off, possibly empty, if the stream ends before. */
    byte[] head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        byte[] line = line();
        while (isLine(line) && !isBlank(line)) {
            head.writeBytes(line);
            line = line();
        }
        head.writeBytes(line);
        return head.toByteArray();
    }

    /** Whether a head has not been cut off. */
    static boolean isWhole(byte[] head) {
        String text = text(head);
        return text.endsWith("\r\n\r\n") || text.endsWith("\n\n");
    }

    /** As many bytes, or those that come before the stream ends. */
    byte[] bytes(long count) throws IOException {
        return in.readNBytes(Math.toIntExact(count));
    }

    /** Whatever comes before the stream ends. */
    byte[] rest() throws IOException {
        return in.readAllBytes();
    }

    /** What has arrived, or else what arrives next; nothing if the stream ends. */
    byte[] some() throws IOException {
        byte[] buffer = new byte[64 * 1024];
        int count = in.read(buffer);
        return Arrays.copyOf(buffer, Math.max(count, 0));
    }

    /**
     * A chunked body with its trailers.
     *
     * @param raw takes the bytes as they come
     * @param data takes the chunks' data
     * @return whether it came to its end
     */
    boolean chunks(ByteArrayOutputStream raw, ByteArrayOutputStream data) throws IOException {
        while (true) {
            byte[] line = keep(line(), raw);
            if (!isLine(line)) {
                return false;
            }
            String size = text(line).split(";", -1)[0].strip();
            long count = Long.parseLong(size, 16);
            if (count == 0) {
                return trailers(raw);
            }
            byte[] chunk = keep(bytes(count), raw);
            data.writeBytes(chunk);
            if (chunk.length < count || !isLine(keep(line(), raw))) {
                return false;
            }
        }
    }

    private boolean trailers(ByteArrayOutputStream raw) throws IOException {
        byte[] line = keep(line(), raw);
        while (isLine(line) && !isBlank(line)) {
            line = keep(line(), raw);
        }
        return isLine(line);
    }

    private byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n') {
                break;
            }
        }
        return line.toByteArray();
    }

    private static byte[] keep(byte[] bytes, ByteArrayOutputStream raw) {
        raw.writeBytes(bytes);
        return bytes;
    }

    private static boolean isLine(byte[] bytes) {
        return bytes.length > 0 && bytes[bytes.length - 1] == '\n';
    }

    private static boolean isBlank(byte[] line) {
        return text(line).isBlank();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
