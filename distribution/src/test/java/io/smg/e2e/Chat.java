package io.smg.e2e;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.net.URI;
import java.time.Duration;

/** Chat through OpenAI's own client, set so that each failure is seen: it tries nothing twice. */
final class Chat {

    private Chat() {}

    /** A client of a gateway. */
    static OpenAIClient client(URI gateway, String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(gateway.resolve("/v1").toString())
                .apiKey(key)
                .maxRetries(0)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    /** A short question to a model. */
    static ChatCompletionCreateParams.Builder question(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("What is a gateway?")
                .maxCompletionTokens(8);
    }

    /** The text of an answer from a deployment. */
    static String ask(Deployment deployment) {
        OpenAIClient client = client(deployment.url(), "none");
        try {
            return client.chat()
                    .completions()
                    .create(question(Deployment.MODEL).build())
                    .choices()
                    .getFirst()
                    .message()
                    .content()
                    .orElseThrow();
        } finally {
            client.close();
        }
    }
}
