package io.smg.sim.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where one answer goes. For one thread. */
public final class HttpReply {

    private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");
    private static final byte[] END_OF_LINE = ascii("\r\n");

    private final Connection connection;
    private final Outgoing out;
    private final boolean chunks;
    private boolean keepsConnection;
    private long partsLeft = Long.MAX_VALUE;
    private Breaking breaking = () -> {};
    private Runnable ending = () -> {};

    HttpReply(Connection connection, Outgoing out, HttpRequest request) {
        this.connection = connection;
        this.out = out;
        this.chunks = request.version().equals("HTTP/1.1");
        this.keepsConnection = request.keepsConnection();
    }

    /** Sends a whole answer. */
    public void send(int status, String type, byte[] body, HttpField... fields) throws IOException {
        ending.run();
        byte[] head = head(status, type, "Content-Length: " + body.length, List.of(fields));
        if (partsLeft == Long.MAX_VALUE) {
            out.write(joined(head, body));
            return;
        }
        out.write(head);
        countPart();
        out.write(body);
    }

    /** Sends a whole answer of JSON. */
    public void json(int status, byte[] body, HttpField... fields) throws IOException {
        send(status, "application/json", body, fields);
    }

    /** Sends the head of an answer that comes in parts. */
    public void begin(int status, String type) throws IOException {
        keepsConnection &= chunks;
        String framing = chunks ? "Transfer-Encoding: chunked" : "Connection: close";
        out.write(head(status, type, framing, List.of()));
        if (partsLeft == 0) {
            breaking.happen();
        }
    }

    /** Sends a part. */
    public void part(byte[] data) throws IOException {
        countPart();
        out.write(chunks ? joined(ascii(Integer.toHexString(data.length) + "\r\n"), data, END_OF_LINE) : data);
    }

    /** Sends the end of an answer that comes in parts. */
    public void end() throws IOException {
        ending.run();
        if (chunks) {
            out.write(LAST_CHUNK);
        }
    }

    /** Sends bytes that may be no HTTP at all, as the whole answer. */
    public void raw(byte[] bytes) throws IOException {
        ending.run();
        out.write(bytes);
    }

    /** Breaks the answer before the part of that number, or the body of a whole answer at 0. */
    public void breakBeforePart(long part, Breaking breaking) {
        this.partsLeft = part;
        this.ending = () -> {};
        this.breaking = breaking;
    }

    /** Breaks the answer after a number of bytes, head and framing included. */
    public void breakAfterBytes(long bytes, Breaking breaking) {
        out.breakAfter(bytes, breaking);
        this.ending = () -> {};
    }

    /** Runs something, on any thread, as soon as the client leaves before this answer's end. */
    public void watch(Runnable whenLeft) {
        connection.watch(whenLeft);
    }

    /** Runs something when all is done but for the answer's last bytes, unless the answer is to break. */
    public void whenEnding(Runnable ending) {
        this.ending = ending;
    }

    boolean keepsConnection() {
        return keepsConnection;
    }

    private void countPart() throws IOException {
        if (partsLeft-- == 0) {
            breaking.happen();
        }
    }

    private byte[] head(int status, String type, String framing, List<HttpField> fields) {
        StringBuilder head = new StringBuilder(160)
                .append("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(Reason.of(status))
                .append("\r\nContent-Type: ")
                .append(type)
                .append("\r\n")
                .append(framing)
                .append("\r\n");
        for (HttpField field : fields) {
            head.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        return ascii(head.append("\r\n").toString());
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(parts[0].length + parts[1].length + 2);
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
