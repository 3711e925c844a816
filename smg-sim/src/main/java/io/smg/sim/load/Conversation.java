package io.smg.sim.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A conversation as its messages, of which each request has those so far. Words have four bytes, blank included, which
 * engines take for a token. For one thread at a time.
 */
final class Conversation {

    static final int BYTES_OF_TOKEN = 4;

    private static final int LETTERS = 26;

    private final List<String> messages = new ArrayList<>();

    /** A conversation that begins with what the operator of an application tells the model. */
    Conversation(String system) {
        messages.add(message("system", system));
    }

    /** Adds a message of as many words. */
    void add(String role, int words, Random random) {
        messages.add(message(role, words(words, random)));
    }

    /** How many messages there are. */
    int size() {
        return messages.size();
    }

    /** The first messages as a JSON array. */
    String beginning(int size) {
        return "[" + String.join(",", messages.subList(0, size)) + "]";
    }

    /** A text of as many words, none of which means anything. */
    static String words(int count, Random random) {
        StringBuilder text = new StringBuilder(count * BYTES_OF_TOKEN);
        for (int i = 0; i < count * BYTES_OF_TOKEN; i++) {
            boolean isLast = i % BYTES_OF_TOKEN == BYTES_OF_TOKEN - 1;
            text.append(isLast ? ' ' : (char) ('a' + random.nextInt(LETTERS)));
        }
        return text.toString();
    }

    private static String message(String role, String content) {
        return "{\"role\":\"" + role + "\",\"content\":\"" + content + "\"}";
    }
}
