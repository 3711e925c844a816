package io.smg.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnswerTailTest {

    private final AnswerTail tail = new AnswerTail();

    @Test
    void isEmptyBeforeAnythingPassed() {
        assertThat(tail.bytes()).isEmpty();
    }

    @Test
    void keepsAShortAnswerWhole() {
        byte[] piece = "..ab..".getBytes(StandardCharsets.US_ASCII);

        tail.pass(piece, 2, 4);
        tail.pass(piece, 3, 4);

        assertThat(tail.bytes()).asString().isEqualTo("abb");
    }

    @Test
    void keepsTheLastBytesHoweverTheyCame() {
        Random random = new Random(1);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 2000; i++) {
            byte[] piece = new byte[random.nextInt(i % 50 == 0 ? 20_000 : 300)];
            random.nextBytes(piece);
            all.writeBytes(piece);
            tail.pass(piece, 0, piece.length);

            byte[] whole = all.toByteArray();
            int from = Math.max(0, whole.length - AnswerTail.SIZE);
            assertThat(tail.bytes()).isEqualTo(Arrays.copyOfRange(whole, from, whole.length));
        }
    }
}
