package io.smg.server.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smg.server.http1.Field;
import io.smg.server.http1.Fields;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormBodyTest {

    private static final String FORM = """
            --B\r
            Content-Disposition: form-data; name="file"; filename="model"\r
            Content-Type: audio/wav\r
            \r
            name="model"\r
            --B\r
            content-disposition: form-data; name="model"\r
            \r
            whisper\r
            --B--\r
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=B",
                "multipart/form-data; Boundary=\"B\"; x=y",
                "multipart/form-data;boundary=B ;x=y"
            })
    void findsTheModelPart(String type) {
        assertThat(parse(type, FORM).model()).hasValue("whisper");
    }

    @Test
    void findsNoModelWithoutABoundary() {
        assertThat(parse("multipart/form-data", FORM).model()).isEmpty();
        assertThat(parse("multipart/form-data; boundary=C", FORM).model()).isEmpty();
    }

    @Test
    void findsNoModelInATornForm() {
        assertThat(parse("multipart/form-data; boundary=B", FORM.substring(0, FORM.length() - 12))
                        .model())
                .isEmpty();
    }

    @Test
    void leavesTheBodyAlone() {
        assertThat(parse("multipart/form-data; boundary=B", FORM).bytes()).isEqualTo(FORM.getBytes(UTF_8));
    }

    private static RequestBody parse(String type, String form) {
        return FormBody.parse(Fields.of(List.of(new Field("Content-Type", type))), form.getBytes(UTF_8));
    }
}
