package io.smg.sim.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads requests off a connection. It trusts the client: what is odd is read as well as it can be. */
final class RequestReader {

    /** What has to happen before a client that waits for it sends its body. */
    @FunctionalInterface
    interface Invitation {
        void send() throws IOException;
    }

    private static final int MAX_LINE = 1 << 20;

    private final InputStream in;
    private final Invitation invitation;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);

    RequestReader(InputStream in, Invitation invitation) {
        this.in = in;
        this.invitation = invitation;
    }

    /** The next request, or nothing if the client has sent its last. */
    Optional<HttpRequest> next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        String[] parts = ((char) first + line()).split(" ", -1);
        if (parts.length != 3) {
            throw new IOException("no request line");
        }
        List<HttpField> fields = fields();
        HttpRequest head = new HttpRequest(parts[0], parts[1], parts[2], fields, new byte[0]);
        return Optional.of(new HttpRequest(parts[0], parts[1], parts[2], fields, body(head)));
    }

    private List<HttpField> fields() throws IOException {
        List<HttpField> fields = new ArrayList<>();
        for (String field = line(); !field.isEmpty(); field = line()) {
            int colon = field.indexOf(':');
            if (colon < 0) {
                throw new IOException("no header field");
            }
            fields.add(new HttpField(
                    field.substring(0, colon), field.substring(colon + 1).strip()));
        }
        return List.copyOf(fields);
    }

    private byte[] body(HttpRequest head) throws IOException {
        boolean chunked = head.field("Transfer-Encoding").isPresent();
        int length = number(head.field("Content-Length").orElse("0"), 10);
        if (!chunked && length == 0) {
            return new byte[0];
        }
        if (head.field("Expect").isPresent()) {
            invitation.send();
        }
        return chunked ? chunks() : exactly(length);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(exactly(size));
            line();
        }
        fields();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        String size = line();
        int extension = size.indexOf(';');
        return number(extension < 0 ? size : size.substring(0, extension), 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static int number(String digits, int radix) throws IOException {
        try {
            return Integer.parseUnsignedInt(digits.strip(), radix);
        } catch (NumberFormatException e) {
            throw new IOException("no length: " + digits, e);
        }
    }

    private String line() throws IOException {
        line.reset();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (line.size() == MAX_LINE) {
                throw new IOException("a line without end");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
