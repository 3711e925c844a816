package io.smg.server.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.smg.server.http1.Field;
import io.smg.server.http1.Fields;
import io.smg.server.http1.RequestHead;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {

    private final RequestIds ids = new RequestIds(List.of("x-first", "x-second"));

    @Test
    void takesTheFirstHeaderInTheOrderOfTheOption() {
        String id = of(new Field("X-Second", "2"), new Field("X-First", "1"));

        assertThat(id).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "caf\u00e9", "a\tb", "\u007f"})
    void passesOverAnIdThatIsOfNoUse(String useless) {
        String id = of(new Field("X-First", useless), new Field("X-Second", "2"));

        assertThat(id).isEqualTo("2");
    }

    @Test
    void takesIdsOf128CharactersAndNoLonger() {
        String longest = "~".repeat(128);

        assertThat(of(new Field("X-First", longest))).isEqualTo(longest);
        assertThat(of(new Field("X-First", longest + "~"))).startsWith("req-");
    }

    @Test
    void makesAnotherIdForEachRequestThatHasNone() {
        assertThat(of()).startsWith("req-").isNotEqualTo(of());
    }

    private String of(Field... fields) {
        return ids.of(new RequestHead("GET", "/", Fields.of(List.of(fields))));
    }
}
