package io.smg.server;

import java.util.stream.LongStream;

/** What random tests start from: always the same, and more of it with {@code -Dsmg.rounds=N}. */
final class Seeds {

    private static final long ROUNDS = Long.getLong("smg.rounds", 1);

    private Seeds() {}

    /** One seed for each round, from the given one on. */
    static LongStream from(long first) {
        return LongStream.range(first, first + ROUNDS);
    }
}
