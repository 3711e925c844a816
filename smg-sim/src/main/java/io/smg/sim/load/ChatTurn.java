package io.smg.sim.load;

/**
 * A request of a conversation.
 *
 * @param conversation the conversation, which may have gone on since
 * @param size how many of its messages the request has
 * @param newTokens about how many tokens of these no request had before
 */
record ChatTurn(Conversation conversation, int size, int newTokens) {

    /** The request's messages as a JSON array. */
    String messages() {
        return conversation.beginning(size);
    }
}
