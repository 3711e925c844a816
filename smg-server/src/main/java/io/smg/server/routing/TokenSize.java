package io.smg.server.routing;

/**
 * How many bytes of a request's body there are to a token of its prompt, for one model: learnt from what its workers
 * report, as a moving average over about a hundred requests. Thread-safe; of two reports at once one may be lost.
 */
final class TokenSize {

    /** As English text has it. */
    private static final double START = 4;

    private static final double WEIGHT = 0.01;

    /** What a report can't take the average beyond: a token is no less than a byte, and images are no text. */
    private static final double MAX = 16;

    private volatile double bytesPerToken = START;

    int tokensIn(int bytes) {
        return (int) Math.ceil(bytes / bytesPerToken);
    }

    void note(int bytes, int tokens) {
        if (tokens > 0 && bytes > 0) {
            double reported = Math.clamp((double) bytes / tokens, 1, MAX);
            double before = bytesPerToken;
            bytesPerToken = before + WEIGHT * (reported - before);
        }
    }
}
