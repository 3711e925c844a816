package io.smg.replay;

/**
 * What a modelled engine is like: it prefills one prompt at a time in the order of their coming, and gives each request
 * behind that a token a step.
 *
 * @param prefillRate prompt tokens a second that are prefilled if they are not cached
 * @param cacheBlocks how many blocks its prefix cache holds
 */
record EngineModel(double prefillRate, int cacheBlocks) {

    private static final long PREFILL_START = 20_000_000;
    private static final long STEP = 12_000_000;
    private static final long STEP_OF_REQUEST = 400_000;
    private static final double NANOS_A_SECOND = 1e9;

    /** How long the prefill takes of a prompt of which as many tokens are not cached. */
    long prefillNanos(int uncachedTokens) {
        return PREFILL_START + Math.round(uncachedTokens / prefillRate * NANOS_A_SECOND);
    }

    /** How long a step takes that gives each of so many requests a token. */
    static long stepNanos(int requests) {
        return STEP + STEP_OF_REQUEST * requests;
    }
}
