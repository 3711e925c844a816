package io.smg.server.upstream;

import io.smg.server.http1.AnswerHead;
import io.smg.server.http1.Field;
import io.smg.server.http1.Fields;
import io.smg.server.http1.MalformedHeadException;

/**
 * Where an answer's body ends (RFC 9112 §6.3).
 *
 * @param framing how a reader knows it
 * @param bytes how many bytes it has; meaningful for {@link Framing#LENGTH} only
 */
record BodyLength(Framing framing, long bytes) {

    private static final long UNKNOWN = -1;

    /**
     * Where the body of an answer ends.
     *
     * @throws MalformedHeadException if the head leaves any doubt
     */
    static BodyLength of(String method, AnswerHead answer) {
        long declared = declared(answer.fields());
        boolean chunked = isChunked(answer.fields());
        if (chunked && declared != UNKNOWN) {
            throw new MalformedHeadException("both Content-Length and Transfer-Encoding");
        }
        if (method.equals("HEAD") || answer.status() == 204 || answer.status() == 304) {
            return new BodyLength(Framing.NONE, 0);
        }
        if (chunked) {
            return new BodyLength(Framing.CHUNKED, 0);
        }
        return declared == UNKNOWN ? new BodyLength(Framing.UNTIL_CLOSE, 0) : new BodyLength(Framing.LENGTH, declared);
    }

    private static boolean isChunked(Fields fields) {
        int count = 0;
        for (Field field : fields) {
            if (field.is("Transfer-Encoding")) {
                count++;
                if (count > 1 || !field.value().equalsIgnoreCase("chunked")) {
                    throw new MalformedHeadException("a transfer coding other than chunked");
                }
            }
        }
        return count == 1;
    }

    /** The declared length; equal ones count as one. */
    private static long declared(Fields fields) {
        long declared = UNKNOWN;
        for (Field field : fields) {
            if (field.is("Content-Length")) {
                long next = number(field.value());
                if (declared != UNKNOWN && declared != next) {
                    throw new MalformedHeadException("two different Content-Lengths");
                }
                declared = next;
            }
        }
        return declared;
    }

    private static long number(String digits) {
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
                throw notANumber();
            }
            number = number * 10 + digit;
        }
        if (digits.isEmpty()) {
            throw notANumber();
        }
        return number;
    }

    private static MalformedHeadException notANumber() {
        return new MalformedHeadException("a Content-Length that is no number");
    }
}
