package io.smg.sim.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * People who chat with some applications: each turn is of a conversation that begins or of one that goes on, which is
 * chosen at random. Some begin with a long document. The same seed gives the same turns. For one thread.
 */
final class Chats {

    private static final int APPLICATIONS = 6;
    private static final int SYSTEM_TOKENS = 500;
    private static final int OPEN_CONVERSATIONS = 200;
    private static final double BEGINNING = 0.35;
    private static final double TURNS = 6;
    private static final double DOCUMENTS = 0.25;
    private static final int LEAST_DOCUMENT = 2_000;
    private static final int MORE_OF_DOCUMENT = 6_000;
    private static final int LEAST_MESSAGE = 30;
    private static final double MORE_OF_QUESTION = 200;
    private static final double MORE_OF_ANSWER = 250;

    private final Random random;
    private final List<String> systems = new ArrayList<>();
    private final List<Conversation> open = new ArrayList<>();

    Chats(long seed) {
        random = new Random(seed);
        for (int i = 1; i <= APPLICATIONS; i++) {
            systems.add(Conversation.words(i * SYSTEM_TOKENS, random));
        }
    }

    /** The next turn. */
    ChatTurn next() {
        double beginning = open.size() < OPEN_CONVERSATIONS ? BEGINNING : 1 / TURNS;
        return open.isEmpty() || random.nextDouble() < beginning ? begin() : goOn();
    }

    private ChatTurn begin() {
        Conversation conversation = new Conversation(systems.get(random.nextInt(APPLICATIONS)));
        open.add(conversation);
        int document = random.nextDouble() < DOCUMENTS ? LEAST_DOCUMENT + random.nextInt(MORE_OF_DOCUMENT) : 0;
        return ask(conversation, document + length(MORE_OF_QUESTION), 0);
    }

    private ChatTurn goOn() {
        int chosen = random.nextInt(open.size());
        Conversation conversation = open.get(chosen);
        if (random.nextDouble() < 1 / TURNS) {
            open.remove(chosen);
        }
        int answer = length(MORE_OF_ANSWER);
        conversation.add("assistant", answer, random);
        return ask(conversation, length(MORE_OF_QUESTION), answer);
    }

    private ChatTurn ask(Conversation conversation, int question, int answer) {
        conversation.add("user", question, random);
        return new ChatTurn(conversation, conversation.size(), question + answer);
    }

    private int length(double more) {
        return LEAST_MESSAGE + (int) (-Math.log(1 - random.nextDouble()) * more);
    }
}
