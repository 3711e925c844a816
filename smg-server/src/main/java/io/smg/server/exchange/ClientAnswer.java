package io.smg.server.exchange;

import io.helidon.http.DateTime;
import io.helidon.http.Status;
import io.smg.server.http1.Field;
import io.smg.server.http1.Fields;
import io.smg.server.observe.RequestRecord;
import io.smg.server.upstream.BrokenAnswerException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The answer to a client, written straight to its connection: head and body leave as the bytes they are given as, and
 * as soon as they are given. Used by the connection's thread alone.
 */
public final class ClientAnswer {

    /** The size of a connection's buffer for answers: a full read from a worker, and what frames it. */
    private static final int BUFFER_SIZE = 8 * 1024 + 8;

    /** The size to begin with, which holds a few events: as long as a stream lasts it needs a buffer to wait with. */
    private static final int FIRST_BUFFER_SIZE = 2 * 1024;

    /** Four hexadecimal digits and CR LF, which hold the size of any chunk that fits the buffer. */
    private static final int CHUNK_HEAD = 6;

    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Client client;
    private final RequestRecord record;
    private byte[] buffer;
    private int size;
    private List<Field> always = List.of();
    private boolean begun;
    private boolean chunked;
    private boolean closes;

    ClientAnswer(Client client) {
        this.client = client;
        this.record = new RequestRecord(client.requestId(), client.head().method());
        this.buffer = client.answerBuffer(FIRST_BUFFER_SIZE);
        this.closes = client.head().fields().hasElement("Connection", "close");
    }

    /** Whose answer this is. */
    public Client client() {
        return client;
    }

    /** What is to be said of the request. */
    public RequestRecord record() {
        return record;
    }

    /** Whether the head of the answer has been given. */
    public boolean hasBegun() {
        return begun;
    }

    /** Whether the connection ends with this answer. */
    public boolean closes() {
        return closes;
    }

    /** Adds fields to the head, whatever the answer is, instead of those of the same names. */
    public void always(List<Field> fields) {
        always = List.copyOf(fields);
    }

    /** Makes this the connection's last answer. */
    public void endConnection() {
        closes = true;
    }

    /**
     * Gives the head, which leaves with the first bytes of the body or with {@link #flush()}.
     *
     * @param status the status
     * @param reason the reason phrase, possibly empty
     * @param fields the end-to-end fields, {@code Content-Length} included if the length is known
     * @param inChunks whether the body is framed in chunks
     */
    public void begin(int status, String reason, Iterable<Field> fields, boolean inChunks) {
        begun = true;
        record.status(status);
        chunked = inChunks;
        closes |= client.hasUnreadBody() || client.isServerStopping();
        put("HTTP/1.1 ");
        put(Integer.toString(status));
        put(" ");
        put(reason);
        put(CRLF);
        for (Field field : fields) {
            if (always.isEmpty() || always.stream().noneMatch(own -> own.is(field.name()) && !own.is("Vary"))) {
                line(field.name(), field.value());
            }
        }
        for (Field field : always) {
            line(field.name(), field.value());
        }
        if (!client.requestId().isEmpty()) {
            line("X-Request-Id", client.requestId());
        }
        if (inChunks) {
            line("Transfer-Encoding", "chunked");
        }
        if (closes) {
            line("Connection", "close");
        }
        put(CRLF);
    }

    /** Sends what has been given and not yet sent. */
    public void flush() {
        if (size > 0) {
            int length = size;
            size = 0;
            write(buffer, length);
        }
    }

    /**
     * Passes on one piece of a body as it arrives, waiting for it if need be.
     *
     * @return false at the body's end
     */
    public boolean pass(Source body) throws BrokenAnswerException {
        int start = chunked ? size + CHUNK_HEAD : size;
        int room = buffer.length - start - CRLF.length;
        int length = body.read(buffer, start, room);
        if (length < 0) {
            return false;
        }
        if (chunked) {
            frameChunk(start, length);
        } else {
            size = start + length;
        }
        flush();
        if (length == room) {
            buffer = client.answerBuffer(BUFFER_SIZE); // There may be more than fits the one that it has.
        }
        return true;
    }

    /** Sends a piece of a body, smaller than the buffer, that is not a worker's. */
    void piece(byte[] bytes) {
        int start = chunked ? size + CHUNK_HEAD : size;
        System.arraycopy(bytes, 0, buffer, start, bytes.length);
        if (chunked) {
            frameChunk(start, bytes.length);
        } else {
            size = start + bytes.length;
        }
        flush();
    }

    /** Ends the answer. */
    public void finish() {
        if (chunked) {
            put(LAST_CHUNK);
        }
        flush();
    }

    /** Answers with a whole body, whose length is among the fields. */
    public void send(int status, String reason, Fields fields, byte[] body) {
        begin(status, reason, fields, false);
        if (!client.head().method().equals("HEAD")) {
            put(body);
        }
        flush();
    }

    /** Answers with a whole body. */
    public void send(int status, String contentType, byte[] body) {
        send(status, contentType, List.of(), body);
    }

    /** Answers with a whole body and further header fields. */
    public void send(int status, String contentType, List<Field> fields, byte[] body) {
        List<Field> all = new ArrayList<>(fields);
        all.add(new Field("Content-Type", contentType));
        send(status, all, body);
    }

    /** The shape of the API that the client speaks. */
    ApiShape shape() {
        return Endpoint.of(client.head().path()).shape();
    }

    /** Answers with an error, in the shape of the API that the client speaks. */
    public void send(ErrorReply reply) {
        record.error(reply.code());
        ApiShape shape = shape();
        List<Field> fields = new ArrayList<>(reply.fields());
        fields.add(new Field(ErrorReply.CODE_HEADER, reply.code()));
        if (shape == ApiShape.ANTHROPIC) {
            fields.add(new Field("request-id", client.requestId()));
        }
        send(reply.status(), "application/json", fields, reply.body(shape));
    }

    private void send(int status, List<Field> fields, byte[] body) {
        List<Field> all = new ArrayList<>(fields);
        all.add(new Field("Content-Length", Integer.toString(body.length)));
        all.add(new Field("Date", new String(DateTime.http1Bytes(), StandardCharsets.US_ASCII).strip()));
        send(status, reason(status), Fields.of(all), body);
    }

    private static String reason(int status) {
        return status == 431
                ? "Request Header Fields Too Large"
                : Status.create(status).reasonPhrase();
    }

    private void line(String name, String value) {
        put(name);
        put(": ");
        put(value);
        put(CRLF);
    }

    /** In ISO 8859-1, as fields are; whatever isn't becomes a question mark. */
    private void put(String text) {
        makeRoom(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            buffer[size++] = (byte) (c <= 0xff ? c : '?');
        }
    }

    private void put(byte[] bytes) {
        makeRoom(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    private void makeRoom(int count) {
        if (buffer.length - size < count + CHUNK_HEAD + CRLF.length + 1) {
            buffer = Arrays.copyOf(buffer, size + count + BUFFER_SIZE);
        }
    }

    private void frameChunk(int start, int length) {
        buffer[size] = DIGITS[length >> 12 & 15];
        buffer[size + 1] = DIGITS[length >> 8 & 15];
        buffer[size + 2] = DIGITS[length >> 4 & 15];
        buffer[size + 3] = DIGITS[length & 15];
        buffer[size + 4] = '\r';
        buffer[size + 5] = '\n';
        size = start + length;
        buffer[size++] = '\r';
        buffer[size++] = '\n';
    }

    private void write(byte[] bytes, int length) {
        client.send(bytes, length);
        record.sent(length);
    }

    /** Where the bytes of a body come from. */
    @FunctionalInterface
    public interface Source {

        /**
         * Reads what has arrived, waiting for the first byte.
         *
         * @return how many bytes were read, -1 at the end
         */
        int read(byte[] target, int offset, int length) throws BrokenAnswerException;
    }
}
