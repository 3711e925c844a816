package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CacheAwareTest {

    private static final String DOCUMENT = "A long document about the gateway and its engines. ".repeat(200);

    @Test
    void keepsAConversationWithTheWorkerThatHoldsIt() throws Exception {
        try (Deployment deployment = Deployment.start("--policy", "cache_aware")) {
            converse(deployment);

            assertThat(requestsByEngine(deployment)).containsOnlyOnce(12).contains(0);
        }
    }

    @Test
    void takesTheOptionsOfTheReferenceAndSaysWhichIsNotNecessary() throws Exception {
        try (Deployment deployment = Deployment.start(
                "--policy",
                "cache_aware",
                "--cache-threshold",
                "0.5",
                "--balance-abs-threshold",
                "32",
                "--balance-rel-threshold",
                "1.1",
                "--max-tree-size",
                "67108864",
                "--eviction-interval",
                "30")) {
            converse(deployment);

            assertThat(requestsByEngine(deployment)).containsOnlyOnce(12);
            assertThat(deployment.gateway().process().out().lines())
                    .filteredOn(line -> line.contains("--eviction-interval is not necessary"))
                    .hasSize(1);
        }
    }

    private static void converse(Deployment deployment) {
        OpenAIClient client = Chat.client(deployment.url(), "none");
        for (int i = 0; i < 12; i++) {
            client.chat()
                    .completions()
                    .create(Chat.question(Deployment.MODEL)
                            .addUserMessage(DOCUMENT + i)
                            .build());
        }
        client.close();
    }

    private static List<Integer> requestsByEngine(Deployment deployment) throws Exception {
        List<Integer> counts = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (URI engine : deployment.engines().urls()) {
                HttpRequest request =
                        HttpRequest.newBuilder(engine.resolve("/sim/stats")).build();
                String stats = http.send(request, BodyHandlers.ofString()).body();
                counts.add(Integer.valueOf(stats.replaceFirst("(?s).*\"completed\":(\\d+).*", "$1")));
            }
        }
        return counts;
    }
}
