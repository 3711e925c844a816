package io.smg.sim.engine;

/**
 * An answer that is being given.
 *
 * @param id its identifier
 * @param model the name of the model that gives it
 * @param asked what it answers
 * @param promptTokens the tokens of the prompt
 * @param cachedTokens how many of them were in the cache
 * @param outputTokens the tokens that it has at its end
 */
record Answer(String id, String model, Asked asked, int promptTokens, int cachedTokens, int outputTokens) {

    private static final String[] WORDS = {
        "A",
        " gateway",
        " stands",
        " between",
        " those",
        " who",
        " ask",
        " and",
        " those",
        " who",
        " answer",
        ",",
        " and",
        " sends",
        " each",
        " question",
        " to",
        " the",
        " one",
        " that",
        " remembers",
        " most",
        " of",
        " it",
        "."
    };

    /** Its token of that number. */
    static String token(int index) {
        return index > 0 && index % WORDS.length == 0 ? " A" : WORDS[index % WORDS.length];
    }

    /** Its first tokens. */
    static String text(int tokens) {
        StringBuilder text = new StringBuilder(tokens * 6);
        for (int i = 0; i < tokens; i++) {
            text.append(token(i));
        }
        return text.toString();
    }

    /** All of its text. */
    String text() {
        return text(outputTokens);
    }
}
