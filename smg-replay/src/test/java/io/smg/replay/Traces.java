package io.smg.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Traces for tests. */
final class Traces {

    private static final long MILLI = 1_000_000;

    private Traces() {}

    /** A request with whole blocks and an answer of one token. */
    static TracedRequest request(long millis, long... blocks) {
        return new TracedRequest(millis * MILLI, blocks.length * TracedRequest.BLOCK_TOKENS, 1, blocks);
    }

    /** Conversations that go on side by side, each turn of which has the ones before it as its beginning. */
    static Trace conversations(int count, int turns, long seed) {
        Random random = new Random(seed);
        List<TracedRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long millis = random.nextInt(count * 200);
            for (int turn = 1; turn <= turns; turn++) {
                requests.add(turn(millis, i, 3 * turn + random.nextInt(3)));
                millis += 2_000 + random.nextInt(10_000);
            }
        }
        return new Trace(requests);
    }

    private static TracedRequest turn(long millis, long conversation, int length) {
        long[] blocks = new long[length];
        for (int i = 0; i < length; i++) {
            blocks[i] = conversation * 1_000 + i;
        }
        return new TracedRequest(millis * MILLI, length * TracedRequest.BLOCK_TOKENS - 100, 50, blocks);
    }

    /** A line of a trace's file. */
    static String line(TracedRequest request) {
        String ids = Arrays.toString(request.blocks());
        return "{\"timestamp\": " + request.arrivalNanos() / MILLI + ", \"input_length\": " + request.promptTokens()
                + ", \"output_length\": " + request.outputTokens() + ", \"hash_ids\": " + ids + "}\n";
    }
}
