package io.smg.sim.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChatsTest {

    @Test
    void areTheSameForTheSameSeed() {
        assertThat(texts(1)).isEqualTo(texts(1)).isNotEqualTo(texts(2));
    }

    @Test
    void goOnWhereTheyWere() {
        Chats chats = new Chats(1);
        Map<Conversation, String> before = new HashMap<>();
        int continued = 0;
        for (int i = 0; i < 2_000; i++) {
            ChatTurn turn = chats.next();
            String text = turn.messages();
            String earlier = before.put(turn.conversation(), text);
            if (earlier != null) {
                continued++;
                assertThat(text).startsWith(earlier.substring(0, earlier.length() - 1) + ",{\"role\":\"assistant\"");
            }
        }

        assertThat(continued).isGreaterThan(1_000);
    }

    @Test
    void sayHowMuchIsNew() {
        Chats chats = new Chats(1);
        Map<Conversation, Integer> before = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            ChatTurn turn = chats.next();
            int length = turn.messages().length();
            Integer earlier = before.put(turn.conversation(), length);
            if (earlier != null) {
                // What is not text is the JSON around two messages.
                assertThat(length - earlier - 4 * turn.newTokens()).isBetween(50, 70);
            }
        }
    }

    @Test
    void canBeSentAfterTheyHaveGoneOn() {
        Chats chats = new Chats(1);
        ChatTurn first = chats.next();
        String text = first.messages();

        Stream.generate(chats::next).limit(1_000).forEach(turn -> assertThat(turn)
                .isNotEqualTo(first));

        assertThat(first.messages()).isEqualTo(text);
    }

    private static List<String> texts(long seed) {
        return Stream.generate(new Chats(seed)::next)
                .limit(50)
                .map(ChatTurn::messages)
                .toList();
    }
}
