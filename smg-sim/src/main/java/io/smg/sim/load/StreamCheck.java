package io.smg.sim.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** Reads a stream, and checks that each event is there once and in its place. For one thread. */
final class StreamCheck {

    private static final byte[] STAMP = "\"sim\":{\"i\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SENT = ",\"sent_us\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]".getBytes(StandardCharsets.US_ASCII);

    private final int events;
    private byte[] line = new byte[512];
    private int length;
    private int expected;

    /**
     * A check of streams with as many events.
     *
     * @param events how many; 0 if any number will do
     */
    StreamCheck(int events) {
        this.events = events;
    }

    /** Reads a stream to its end, and tells whether it is right. */
    boolean read(AnswerInput answer, Tally tally) throws IOException {
        expected = 0;
        boolean done = false;
        while (readLine(answer)) {
            done |= length == DONE.length && Arrays.equals(line, 0, length, DONE, 0, DONE.length);
            note(tally);
        }
        boolean all = events == 0 ? expected > 0 : expected == events;
        if (!all) {
            tally.addMisplaced();
        }
        return done && all;
    }

    private boolean readLine(AnswerInput answer) throws IOException {
        length = 0;
        int next = answer.next();
        for (; next >= 0 && next != '\n'; next = answer.next()) {
            if (length == line.length) {
                line = Arrays.copyOf(line, length * 2);
            }
            line[length++] = (byte) next;
        }
        return next >= 0;
    }

    /** Notes the stamp of the line, if it bears one; it stands at the line's end. */
    private void note(Tally tally) {
        int stamp = find(STAMP, Math.max(0, length - 64));
        if (stamp < 0) {
            return;
        }
        int sent = find(SENT, stamp);
        if (number(stamp) != expected) {
            tally.addMisplaced();
        }
        expected++;
        tally.lateness.add((ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) - number(sent)) * 1000);
    }

    /** Where what follows a text begins; -1 if the text isn't there. */
    private int find(byte[] text, int from) {
        for (int i = from; i + text.length <= length; i++) {
            if (Arrays.equals(line, i, i + text.length, text, 0, text.length)) {
                return i + text.length;
            }
        }
        return -1;
    }

    private long number(int from) {
        long number = 0;
        for (int i = from; i >= 0 && i < length && line[i] >= '0' && line[i] <= '9'; i++) {
            number = number * 10 + line[i] - '0';
        }
        return number;
    }
}
