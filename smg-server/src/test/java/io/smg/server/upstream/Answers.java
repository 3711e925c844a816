package io.smg.server.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.smg.server.upstream.SendResult.Answered;

/** Takes answers apart for tests. */
final class Answers {

    private Answers() {}

    /** The body of an answer that must be there. */
    static AnswerBody body(SendResult result) {
        if (result instanceof Answered(var _, AnswerBody body)) {
            return body;
        }
        throw new AssertionError("no answer but " + result);
    }

    /** What one read gives. */
    static String some(AnswerBody body) {
        byte[] buffer = new byte[1000];
        try {
            int count = body.read(buffer, 0, buffer.length);
            return count < 0 ? "END" : new String(buffer, 0, count, ISO_8859_1);
        } catch (BrokenAnswerException e) {
            throw new AssertionError("broken: " + e.reason(), e);
        }
    }
}
