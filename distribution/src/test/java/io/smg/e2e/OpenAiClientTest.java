package io.smg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a program written for OpenAI meets when it is pointed at the gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiClientTest {

    private static final String KEY = "sk-for-this-test";
    private static final String FAULT = "x-sim-fault";

    private Deployment deployment;
    private OpenAIClient client;

    @BeforeAll
    void start() throws InterruptedException {
        deployment = Deployment.start("--api-key", KEY);
    }

    @AfterAll
    void stop() {
        deployment.close();
    }

    @BeforeEach
    void connect() {
        client = Chat.client(deployment.url(), KEY);
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void getsCompletion() {
        ChatCompletion completion = client.chat()
                .completions()
                .create(Chat.question(Deployment.MODEL).build());

        assertThat(completion.model()).isEqualTo(Deployment.MODEL);
        assertThat(completion.choices()).singleElement().satisfies(choice -> assertThat(
                        choice.message().content())
                .hasValueSatisfying(text -> assertThat(text).isNotBlank()));
        assertThat(completion.usage()).hasValueSatisfying(usage -> assertThat(usage.completionTokens())
                .isEqualTo(8));
    }

    @Test
    void getsStreamWithUsageAtItsEnd() {
        List<ChatCompletionChunk> chunks;
        try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                .completions()
                .createStreaming(Chat.question(Deployment.MODEL)
                        .streamOptions(ChatCompletionStreamOptions.builder()
                                .includeUsage(true)
                                .build())
                        .build())) {
            chunks = stream.stream().toList();
        }

        assertThat(chunks).hasSizeGreaterThan(8);
        assertThat(chunks.getLast().usage()).hasValueSatisfying(usage -> assertThat(usage.completionTokens())
                .isEqualTo(8));
    }

    @Test
    void getsEmbedding() {
        CreateEmbeddingResponse answer = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model(Deployment.MODEL)
                        .input("What is a gateway?")
                        .build());

        assertThat(answer.data()).singleElement().satisfies(embedding -> assertThat(embedding.embedding())
                .isNotEmpty());
    }

    @Test
    void listsTheModelOfAllWorkersOnce() {
        List<Model> models = client.models().list().items();

        assertThat(models).singleElement().satisfies(model -> assertThat(model.id())
                .isEqualTo(Deployment.MODEL));
    }

    @Test
    void isToldThatTheModelDoesNotExist() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> client.chat()
                        .completions()
                        .create(Chat.question("giant").build()))
                .satisfies(e -> assertThat(e.code()).hasValue("model_not_found"));
    }

    @Test
    void isToldThatItsKeyIsWrong() {
        OpenAIClient stranger = Chat.client(deployment.url(), "sk-of-somebody-else");

        assertThatExceptionOfType(UnauthorizedException.class)
                .isThrownBy(() -> stranger.models().list())
                .withMessageContaining("Incorrect API key provided")
                .satisfies(e -> assertThat(e.code()).hasValue("invalid_api_key"));
        stranger.close();
    }

    @Test
    void getsErrorOfTheWorker() {
        assertThatExceptionOfType(InternalServerException.class)
                .isThrownBy(() -> askWithFault("status=500"))
                .satisfies(e -> assertThat(e.statusCode()).isEqualTo(500));
    }

    @Test
    void isToldToWaitWhenTheWorkerSaysSo() {
        assertThatExceptionOfType(RateLimitException.class)
                .isThrownBy(() -> askWithFault("status=429;retry-after=2"))
                .satisfies(e -> assertThat(e.headers().values("Retry-After")).containsExactly("2"));
    }

    @Test
    void isServedAfterWorkersBrokeDown() {
        assertThatExceptionOfType(InternalServerException.class)
                .isThrownBy(() -> askWithFault("close"))
                .satisfies(e -> assertThat(e.statusCode()).isEqualTo(502));

        assertThat(client.chat()
                        .completions()
                        .create(Chat.question(Deployment.MODEL).build())
                        .choices())
                .hasSize(1);
    }

    private void askWithFault(String fault) {
        client.chat()
                .completions()
                .create(Chat.question(Deployment.MODEL)
                        .putAdditionalHeader(FAULT, fault)
                        .build());
    }
}
