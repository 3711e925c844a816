package io.smg.server.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelListTest {

    @Test
    void keepsEveryFieldOfEveryEntry() {
        List<ModelCard> cards = openAi(
                "{\"x\":[{}],\"data\":[{\"id\":\"a\",\"max_model_len\":4096,\"p\":[{\"id\":\"q\"}]},{\"root\":null,\"id\":\"b\"}],\"y\":1}");

        assertThat(cards)
                .containsExactly(
                        new ModelCard("a", "{\"id\":\"a\",\"max_model_len\":4096,\"p\":[{\"id\":\"q\"}]}"),
                        new ModelCard("b", "{\"root\":null,\"id\":\"b\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"data\":{}}",
                "{\"data\":[]}",
                "{\"data\":[{\"name\":\"a\"}]}",
                "{\"data\":[{\"id\":7}]}",
                "{\"data\":[{\"id\":\"a\"}"
            })
    void findsNothingInWhatIsNoModelList(String body) {
        assertThat(openAi(body)).isEmpty();
    }

    @Test
    void readsTheOneModelOfSglang() {
        List<ModelCard> named =
                sglang("{\"model_path\":\"/p\",\"x\":{\"model_path\":\"z\"},\"served_model_name\":\"s\"}");
        List<ModelCard> unnamed = sglang("{\"model_path\":\"/p\"}");

        assertThat(named).extracting(ModelCard::id).containsExactly("s");
        assertThat(unnamed)
                .containsExactly(new ModelCard(
                        "/p", "{\"id\":\"/p\",\"object\":\"model\",\"created\":0,\"owned_by\":\"sglang\"}"));
        assertThat(sglang("{}")).isEmpty();
        assertThat(sglang("nonsense")).isEmpty();
    }

    private static List<ModelCard> openAi(String body) {
        return ModelList.ofOpenAi(body.getBytes(UTF_8));
    }

    private static List<ModelCard> sglang(String body) {
        return ModelList.ofSglang(body.getBytes(UTF_8));
    }
}
