package io.smg.server.http1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

    private static final Field COOKIE_1 = new Field("Set-Cookie", "a=1");
    private static final Field COOKIE_2 = new Field("set-cookie", "b=2");
    private static final Field TYPE = new Field("Content-Type", "text/plain");

    @Test
    void keepsOrderAndRepetitions() {
        Fields fields = Fields.of(List.of(COOKIE_1, TYPE, COOKIE_2));

        assertThat(fields).containsExactly(COOKIE_1, TYPE, COOKIE_2);
        assertThat(fields.size()).isEqualTo(3);
        assertThat(fields).hasToString(List.of(COOKIE_1, TYPE, COOKIE_2).toString());
    }

    @Test
    void doesNotFollowChangesOfTheListItIsMadeFrom() {
        List<Field> list = new ArrayList<>(List.of(TYPE));
        Fields fields = Fields.of(list);

        list.clear();

        assertThat(fields).containsExactly(TYPE);
    }

    @Test
    void findsFieldsByNameInAnyCase() {
        Fields fields = Fields.of(List.of(COOKIE_1, TYPE, COOKIE_2));

        assertThat(fields.first("SET-COOKIE")).contains("a=1");
        assertThat(fields.count("Set-cookie")).isEqualTo(2);
        assertThat(fields.first("Accept")).isEmpty();
        assertThat(fields.count("Accept")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "close, true",
        "Close, true",
        "'keep-alive, close', true",
        "'keep-alive,CLOSE ,x', true",
        "'', false",
        "keep-alive, false",
        "'closed, not-close', false"
    })
    void findsAnElementOfAList(String value, boolean found) {
        Fields fields = Fields.of(List.of(TYPE, new Field("Connection", value)));

        assertThat(fields.hasElement("connection", "close")).isEqualTo(found);
    }

    @Test
    void findsAnElementInARepeatedField() {
        Fields fields = Fields.of(List.of(new Field("Connection", "a"), new Field("Connection", "close")));

        assertThat(fields.hasElement("Connection", "close")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "keep-alive",
                "Proxy-Authenticate",
                "Proxy-Authorization",
                "Proxy-Connection",
                "TE",
                "Trailer",
                "transfer-encoding",
                "Upgrade"
            })
    void dropsWhatBelongsToOneConnection(String name) {
        Fields fields = Fields.of(List.of(TYPE, new Field(name, "x")));

        assertThat(fields.endToEnd()).containsExactly(TYPE);
    }

    @Test
    void dropsWhatConnectionNames() {
        Fields fields = Fields.of(List.of(
                new Field("Connection", "keep-alive, X-One"),
                new Field("connection", "x-two"),
                new Field("X-ONE", "1"),
                new Field("X-Two", "2"),
                TYPE));

        assertThat(fields.endToEnd()).containsExactly(TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "Keep-Alive"})
    void takesAPlainConnectionForNoName(String value) {
        Fields fields = Fields.of(List.of(new Field("Connection", value), new Field("Close", "1"), TYPE));

        assertThat(fields.endToEnd()).containsExactly(new Field("Close", "1"), TYPE);
    }
}
