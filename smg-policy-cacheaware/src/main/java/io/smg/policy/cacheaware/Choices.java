package io.smg.policy.cacheaware;

import io.smg.api.RoutingDecision;
import io.smg.api.Worker;
import java.util.List;

/**
 * The candidates for one request, with what each is believed to hold of its prompt.
 *
 * @param workers the candidates
 * @param held for each, how many blocks of the prompt, from its beginning, it holds
 * @param promptLength the prompt's characters
 * @param promptTokens the prompt's tokens
 */
record Choices(List<Worker> workers, int[] held, int promptLength, int promptTokens) {

    /** How many candidates there are. */
    int count() {
        return held.length;
    }

    /** One of the candidates. */
    Worker worker(int i) {
        return workers.get(i);
    }

    /** How many characters of the prompt a candidate holds. */
    int heldLength(int i) {
        return held[i] * BlockHashes.BLOCK;
    }

    /** How many of the prompt's tokens a candidate holds. */
    int cachedTokens(int i) {
        return held[i] == 0 ? 0 : (int) ((long) heldLength(i) * promptTokens / promptLength);
    }

    /** How many of the prompt's tokens a candidate would have to compute. */
    int uncachedTokens(int i) {
        return promptTokens - cachedTokens(i);
    }

    /** Whether any of the candidates holds a part of the prompt. */
    boolean isHeldByAny() {
        for (int blocks : held) {
            if (blocks > 0) {
                return true;
            }
        }
        return false;
    }

    /** The decision for a candidate. */
    RoutingDecision decide(int i, String reason) {
        return new RoutingDecision(workers.get(i), reason, cachedTokens(i));
    }
}
