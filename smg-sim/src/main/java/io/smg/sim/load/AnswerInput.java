package io.smg.sim.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads answers off a connection, their bodies line by line or whole. */
final class AnswerInput {

    private static final int SIZE = 4096;
    private static final int UNKNOWN = -1;

    private final InputStream in;
    private final byte[] buffer = new byte[SIZE];
    private int position;
    private int limit;
    private byte[] line = new byte[512];
    private boolean chunked;
    private boolean closes;
    private long left;

    AnswerInput(InputStream in) {
        this.in = in;
    }

    /** Reads the head of the next answer, and returns its status. */
    int head() throws IOException {
        String status = headLine();
        chunked = false;
        closes = false;
        left = UNKNOWN;
        for (String field = headLine(); !field.isEmpty(); field = headLine()) {
            readField(field);
        }
        if (chunked) {
            left = 0;
        }
        return status(status);
    }

    /** Whether the other side ends the connection after this answer. */
    boolean closes() {
        return closes || (!chunked && left == UNKNOWN);
    }

    /** The next byte of the body; -1 at its end. */
    int next() throws IOException {
        if (left == 0 && !(chunked && nextChunk())) {
            return -1;
        }
        if (position == limit && !fill()) {
            if (left == UNKNOWN) {
                return -1;
            }
            throw new EOFException("the body is torn");
        }
        if (left != UNKNOWN && --left == 0 && chunked) {
            int end = buffer[position++];
            expectEndOfLine();
            return end & 0xff;
        }
        return buffer[position++] & 0xff;
    }

    private boolean nextChunk() throws IOException {
        String size = headLine();
        int extension = size.indexOf(';');
        left = number(extension < 0 ? size : size.substring(0, extension), 16);
        if (left > 0) {
            return true;
        }
        while (!headLine().isEmpty()) {
            // A trailer says nothing here.
        }
        chunked = false;
        return false;
    }

    private void readField(String field) throws IOException {
        if (is(field, "Content-Length:")) {
            left = number(field.substring("Content-Length:".length()), 10);
        } else if (is(field, "Transfer-Encoding:")) {
            chunked = true;
        } else if (is(field, "Connection:")) {
            closes = field.regionMatches(true, field.length() - 5, "close", 0, 5);
        }
    }

    private static boolean is(String field, String name) {
        return field.regionMatches(true, 0, name, 0, name.length());
    }

    private static int status(String line) throws IOException {
        if (line.length() < 12 || !line.startsWith("HTTP/1.")) {
            throw new IOException("no status line: " + line);
        }
        return (int) number(line.substring(9, 12), 10);
    }

    private static long number(String digits, int radix) throws IOException {
        try {
            return Long.parseLong(digits.strip(), radix);
        } catch (NumberFormatException e) {
            throw new IOException("no number: " + digits, e);
        }
    }

    private void expectEndOfLine() throws IOException {
        if (!headLine().isEmpty()) {
            throw new IOException("a chunk does not end where it should");
        }
    }

    private String headLine() throws IOException {
        int length = 0;
        for (int next = framing(); next != '\n'; next = framing()) {
            if (length == line.length) {
                line = Arrays.copyOf(line, length * 2);
            }
            line[length++] = (byte) next;
        }
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, end, StandardCharsets.ISO_8859_1);
    }

    private int framing() throws IOException {
        if (position == limit && !fill()) {
            throw new EOFException("the answer is torn");
        }
        return buffer[position++];
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer);
        position = 0;
        limit = Math.max(count, 0);
        return count > 0;
    }
}
