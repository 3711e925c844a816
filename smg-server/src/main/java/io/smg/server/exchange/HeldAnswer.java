package io.smg.server.exchange;

import io.smg.server.http1.AnswerHead;
import io.smg.server.upstream.AnswerBody;
import io.smg.server.upstream.BrokenAnswerException;
import io.smg.server.upstream.SendResult;
import java.util.Arrays;
import java.util.Optional;

/**
 * An answer that is no use, kept in case that no better one comes. Its connection need not be kept for that.
 *
 * @param head its head
 * @param body its whole body
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HeldAnswer(AnswerHead head, byte[] body) {

    /** Larger error answers are not kept. */
    private static final int MAX_BODY = 16 * 1024;

    /** Keeps an answer if all of it has arrived already: nobody waits for what is no use. */
    static Optional<HeldAnswer> of(SendResult.Answered answered) {
        AnswerBody body = answered.body();
        byte[] bytes = new byte[MAX_BODY];
        int size = 0;
        try {
            while (!body.ended() && body.isReady()) {
                int count = size < MAX_BODY ? body.read(bytes, size, MAX_BODY - size) : 0;
                if (count <= 0) {
                    break;
                }
                size += count;
            }
        } catch (BrokenAnswerException e) {
            return Optional.empty();
        }
        return body.ended()
                ? Optional.of(new HeldAnswer(answered.head(), Arrays.copyOf(bytes, size)))
                : Optional.empty();
    }
}
