package io.smg.sim.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.testkit.ScriptedWorker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChatLoadTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + chunk("data: {\"sim\":{\"i\":0,\"sent_us\":1}}\n\n")
            + chunk("data: [DONE]\n\n")
            + "0\r\n\r\n";

    @Test
    void asksAtTheRateThatTakesThatShareOfTheEngines() throws Exception {
        try (ScriptedWorker worker = ScriptedWorker.answering(ANSWER)) {
            // A prefill takes 20 ms and next to nothing for its tokens: at half the capacity, 25 a second.
            ChatOptions options = new ChatOptions(
                    worker.url(),
                    "tiny",
                    1,
                    0.5,
                    1,
                    Duration.ofMillis(20),
                    1e9,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1),
                    1,
                    Duration.ofSeconds(10));

            Summary summary = ChatLoad.run(options);

            assertThat(summary.isRight()).isTrue();
            assertThat(requests(summary)).isBetween(25, 75);
        }
    }

    private static int requests(Summary summary) {
        return Integer.parseInt(summary.json().split("[:,]", 3)[1]);
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }
}
